"""Letting others see a request: colleagues one by one, the people of one's department or organisation, and those who
look after them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import (
    contact_principal,
    everybody_in_department,
    everybody_in_organization,
    manager_principal,
    person_principal,
)
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.access import grant, revoke
from ventanilla.records.tickets.actions.lock import locked, saved
from ventanilla.records.tickets.choices import Circle, Reason
from ventanilla.records.tickets.models import Ticket, TicketAccess
from ventanilla.records.tickets.policies import forget, may_add, may_join, may_remove, may_share


@action
def add_participant(*, actor: Person, ticket: Ticket, person: Person) -> None:
    """Let a colleague follow the ticket and write in it. Only people of the requester's own organisation can be
    added; adding somebody twice changes nothing.

    Raises NotAllowed, Invalid.
    """
    if not may_add(actor, ticket):
        raise NotAllowed(_("You can't add people here."))
    if person.organization_id != ticket.requester.organization_id or not person.is_active:
        said = _("Choose somebody of the same organisation.")
        raise Invalid(said, {"person": [said]})
    _let_in(actor, ticket, person)


@action
def take_part(*, actor: Person, ticket: Ticket) -> None:
    """A manager, or a customer's contact, joins a request that they could only read. Raises NotAllowed."""
    if not may_join(actor, ticket):
        raise NotAllowed(_("You can't take part in this request."))
    _let_in(actor, ticket, actor)


@action
def remove_participant(*, actor: Person, ticket: Ticket, person: Person) -> None:
    """End somebody's part in it, or one's own. Nothing happens when they have none. Raises NotAllowed."""
    if not may_remove(actor, ticket, person):
        raise NotAllowed(_("You can't remove people here."))
    ticket = locked(ticket)
    if not _follows(ticket, person):
        return
    revoke(ticket, person_principal(person), Reason.PARTICIPANT)
    saved(ticket)
    gone = entries.ParticipantRemoved(person=person.pk, person_name=person.name, left=actor.pk == person.pk)
    record(ticket.stream, gone, actor=actor)
    _look_anew(actor, person)


@action
def share(*, actor: Person, ticket: Ticket, circle: Circle) -> None:
    """Let everybody of the actor's department or organisation read it. Raises NotAllowed, Invalid."""
    principal, name = _of(actor, ticket, circle)
    ticket = locked(ticket)
    if TicketAccess.objects.filter(
        ticket=ticket, principal=principal, reasons__contains=[Reason.SHARED]
    ).exists():
        return
    grant(ticket, principal, Reason.SHARED)
    record(ticket.stream, entries.SharedWith(circle=circle.value, whom=name), actor=actor)
    saved(ticket)


@action
def stop_sharing(*, actor: Person, ticket: Ticket, circle: Circle) -> None:
    """They don't see it any more. Raises NotAllowed, Invalid."""
    principal, name = _of(actor, ticket, circle)
    ticket = locked(ticket)
    if not TicketAccess.objects.filter(
        ticket=ticket, principal=principal, reasons__contains=[Reason.SHARED]
    ).exists():
        return
    revoke(ticket, principal, Reason.SHARED)
    record(ticket.stream, entries.SharingEnded(circle=circle.value, whom=name), actor=actor)
    saved(ticket)


def readers_of(ticket: Ticket) -> list[tuple[str, Reason]]:
    """Managers of those concerned, and the contacts of a customer, see what isn't confidential. Who they are is looked
    up when somebody reads, so that a new manager sees it at once and a former one no more."""
    if ticket.confidential:
        return []
    concerned = (ticket.requester_id, ticket.requested_for_id)
    found = [(manager_principal(person), Reason.MANAGER) for person in concerned]
    who = ticket.requested_for if ticket.requested_for_id != ticket.requester_id else ticket.requester
    whose = who.organization
    if whose.kind != OrganizationKind.INTERNAL:
        found.append((contact_principal(whose.pk), Reason.CONTACT))
    return found


def _let_in(actor: Person, ticket: Ticket, person: Person) -> None:
    ticket = locked(ticket)
    if _follows(ticket, person):
        return
    grant(ticket, person_principal(person), Reason.PARTICIPANT)
    saved(ticket)
    record(ticket.stream, entries.ParticipantAdded(person=person.pk, person_name=person.name), actor=actor)
    _look_anew(actor, person)


def _follows(ticket: Ticket, person: Person) -> bool:
    rows = TicketAccess.objects.filter(ticket=ticket, principal=person_principal(person))
    return rows.filter(reasons__contains=[Reason.PARTICIPANT]).exists()


def _of(actor: Person, ticket: Ticket, circle: Circle) -> tuple[str, dict[str, str]]:
    """The principal of a circle of the actor's, and its name."""
    if not may_share(actor, ticket):
        raise NotAllowed(_("Only who asked for it can share it with everybody."))
    if circle == Circle.ORGANIZATION and actor.organization.kind != OrganizationKind.INTERNAL:
        name = actor.organization.name
        return everybody_in_organization(actor.organization_id), {"es": name, "en": name}
    if circle == Circle.DEPARTMENT and actor.department is not None:
        return everybody_in_department(actor.department.pk), actor.department.name
    said = _("It can't be shared with them.")
    raise Invalid(said, {"circle": [said]})


def _look_anew(*people: Person) -> None:
    for person in people:
        forget(person)
