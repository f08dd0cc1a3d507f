"""Reads about requests that are others': what was shared with somebody, and what the people whom they look after
asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.core.access.queries import (
    circles,
    everybody_in_department,
    everybody_in_organization,
    looked_after,
    person_principal,
)
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.standing import MANY, StandingRows
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import Circle, Reason
from ventanilla.records.tickets.models import Ticket, TicketAccess
from ventanilla.records.tickets.policies import may_share
from ventanilla.records.tickets.queries import Access, access_of

SHOWN = (
    "ticket__service",
    "ticket__team",
    "ticket__assignee",
    "ticket__requester",
    "ticket__requested_for",
    "ticket__outage_report",
)


@dataclass(frozen=True)
class Reach:
    """One circle with which `person` may share a ticket: its name, and whether it is."""

    circle: Circle
    whom: dict[str, str]
    shared: bool


def shared_with(
    person: Person, *, ended: bool | None = None, after: str | None = None, size: int = 30
) -> Page[TicketAccess]:
    """What others let `person` see: added by name, or shared with their department or organisation."""
    me = person_principal(person)
    known = TicketAccess.objects.filter(ticket=OuterRef("ticket"), principal=me)
    by_name = Q(principal=me, reasons__contains=[Reason.PARTICIPANT])
    by_circle = Q(principal__in=circles(person), reasons__contains=[Reason.SHARED]) & ~Exists(known)
    return _listed(_of_others(person).filter(by_name | by_circle), ended, after, size)


def of_team(
    person: Person, *, ended: bool | None = None, after: str | None = None, size: int = 30
) -> Page[TicketAccess]:
    """What the people asked for whom `person` manages, or whose customer they speak for."""
    principals = looked_after(person)
    # One for whom it is and one who asked may both be theirs: then the request is there once.
    twin = TicketAccess.objects.filter(
        ticket=OuterRef("ticket"), principal__in=principals, principal__lt=OuterRef("principal")
    )
    return _listed(_of_others(person).filter(~Exists(twin), principal__in=principals), ended, after, size)


def looks_after_others(person: Person) -> bool:
    """Whether the list of `of_team` can hold anything."""
    return bool(looked_after(person))


def reaches(person: Person, ticket: Ticket, access: Access | None = None) -> list[Reach]:
    """The circles with which `person` may share this ticket, and whether it is; none when they may not. `access`: what
    `access_of` has read, when it has."""
    if not may_share(person, ticket):
        return []
    found = []
    if person.pk == ticket.requester_id:
        person = ticket.requester  # whose department the page has read
    if person.organization.kind != OrganizationKind.INTERNAL:
        name = person.organization.name
        found.append(
            (Circle.ORGANIZATION, everybody_in_organization(person.organization_id), {"es": name, "en": name})
        )
    elif person.department is not None:
        found.append(
            (Circle.DEPARTMENT, everybody_in_department(person.department.pk), person.department.name)
        )
    if access is None:
        access = access_of(ticket) if found else {}
    return [
        Reach(circle, name, Reason.SHARED in access.get(principal, ())) for circle, principal, name in found
    ]


def managers_who_see(ticket: Ticket) -> list[Person]:
    """The managers of those concerned, when they see the ticket as such."""
    if ticket.confidential:
        return []
    concerned = [ticket.requester, ticket.requested_for]
    own = {person.pk for person in concerned}
    managers = {person.manager_id for person in concerned if person.manager_id} - own
    if not managers:
        return []
    return MANAGERS(people=sorted(managers))


MANAGERS = StandingRows(
    lambda people: Person.objects.filter(pk__in=people, is_active=True).order_by("pk"), people=MANY
)


def _of_others(person: Person) -> QuerySet[TicketAccess]:
    rows = TicketAccess.objects.exclude(ticket__requester=person).exclude(ticket__requested_for=person)
    return rows.select_related(*SHOWN)


def _listed(
    rows: QuerySet[TicketAccess], ended: bool | None, after: str | None, size: int
) -> Page[TicketAccess]:
    if ended is not None:
        rows = rows.filter(open=not ended)
    return page(rows, order=("-last_activity_at", "-ticket_id"), after=after, size=size)
