from __future__ import annotations

from django.db import transaction

from ventanilla.core.access.actions import refresh_person
from ventanilla.core.kit.jobs import job
from ventanilla.core.people.models import Person


@job("access.refresh_audiences")
def refresh_audiences() -> None:
    """Work out everybody's memberships anew, person by person, so that no lock is held for long."""
    for pk in Person.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            refresh_person(Person.objects.select_for_update().get(pk=pk))
