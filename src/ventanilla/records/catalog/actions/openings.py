"""Opening a resource: nothing changes but how often it was opened. Who opened it is not kept."""

from __future__ import annotations

from django.db import connection

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_see
from ventanilla.records.catalog.queries.services import NO_SERVICE

COUNT = """
    INSERT INTO catalog_openingday (service_id, opened_on, times) VALUES (%s, %s, 1)
    ON CONFLICT (service_id, opened_on) DO UPDATE SET times = catalog_openingday.times + 1
"""


@action
def open_resource(*, actor: Person, service: Service) -> None:
    """Count that the resource was opened today. Raises NotFound when it isn't one, or isn't for `actor`."""
    if not service.is_resource or not may_see(actor, service):
        raise NotFound(NO_SERVICE)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")  # the page need not wait for the disk
        cursor.execute(COUNT, [service.pk, clock.now().date()])
