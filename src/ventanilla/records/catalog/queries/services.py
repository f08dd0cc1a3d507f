"""Reads about services, each of them for somebody: what one may not see isn't there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service

NO_SERVICE = _("There is no such service, or it isn't meant for you.")

OPENED_ONLY = _("This is opened, not asked for: you find it in the catalogue.")


def services_for(person: Person) -> QuerySet[Service]:
    """The live services whose audience `person` is in, in the order of their categories."""
    if not person.is_active:
        return Service.objects.none()
    return meant_for(person.pk)


def meant_for(person: int) -> QuerySet[Service]:
    """The same for the id of somebody who is active."""
    rows = Service.objects.filter(state=ServiceState.LIVE, audience__members__person=person)
    return rows.select_related("category", "department").order_by("category__position", "category_id", "slug")


def service_for(person: Person, slug: str) -> Service:
    """The live service of this name, with what its page shows. Raises NotFound."""
    related = ("live_version", "owner", "owner_team", "department__calendar")
    service = services_for(person).select_related("category", *related).filter(slug=slug).first()
    if service is None:
        raise NotFound(NO_SERVICE)
    return service


def service_to_ask(person: Person, slug: str) -> Service:
    """The same for what can be asked for: not a resource. Raises NotFound."""
    service = service_for(person, slug)
    if service.is_resource:
        raise NotFound(OPENED_ONLY)
    return service


def designed_by(person: Person) -> QuerySet[Service]:
    """The services, in whatever state, that `person` may change."""
    rows = Service.objects.select_related("department", "category", "live_version").order_by("slug")
    if is_portal_admin(person):
        return rows
    return rows.filter(department__in=departments_where(person, Role.DESIGNER, Role.DEPARTMENT_ADMINISTRATOR))
