"""Who may do what to a ticket. Seeing it at all is decided by TicketAccess, and answered with 404."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role
from ventanilla.core.access.queries import departments_where, principals
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import ASKERS, DONE, READERS, STAFF, Part, Reason, Status
from ventanilla.records.tickets.models import Ticket, TicketAccess

_REASONS = "SELECT reasons FROM tickets_ticketaccess WHERE ticket_id = %s AND principal = ANY(%s)"
"""Written out: every page of a ticket begins with it."""


def reasons(person: Person, ticket: Ticket) -> set[str]:
    """Why `person` may see `ticket`; empty when they may not. Read once per person and ticket object."""
    known: dict[int, set[str]] = person.__dict__.setdefault("_ticket_reasons", {})
    if ticket.pk not in known:
        with connection.cursor() as cursor:
            cursor.execute(_REASONS, [ticket.pk, principals(person)])
            known[ticket.pk] = {reason for (row,) in cursor.fetchall() for reason in row}
    return known[ticket.pk]


def learn(person: Person, tickets: Sequence[Ticket]) -> None:
    """Read at once what `reasons` tells of several tickets. One query, none for those that are known."""
    known: dict[int, set[str]] = person.__dict__.setdefault("_ticket_reasons", {})
    wanted = [ticket.pk for ticket in tickets if ticket.pk not in known]
    if not wanted:
        return
    known.update((pk, set()) for pk in wanted)
    rows = TicketAccess.objects.filter(ticket__in=wanted, principal__in=principals(person))
    for ticket, found in rows.values_list("ticket", "reasons"):
        known[ticket].update(found)


def forget(person: Person) -> None:
    """Drop what `reasons` knows, after access was granted or revoked."""
    person.__dict__.pop("_ticket_reasons", None)


def may_see(person: Person, ticket: Ticket) -> bool:
    return bool(reasons(person, ticket))


def sees_all_of(person: Person, ticket: Ticket) -> bool:
    """Sees more of it than a task: who only has a task in a confidential one sees nothing else."""
    return bool(reasons(person, ticket) - {Reason.TASK_ONLY.value})


def is_asker(person: Person, ticket: Ticket) -> bool:
    """Asked for it, is the one it is for, or was added to it."""
    return bool(reasons(person, ticket) & {reason.value for reason in ASKERS})


def is_staff(person: Person, ticket: Ticket) -> bool:
    """Works on it: sees the team's notes and the full traces.

    Nobody is staff of their own request, whatever their roles: what the team writes about it is not for them.
    """
    if person.pk in (ticket.requester_id, ticket.requested_for_id):
        return False
    return bool(reasons(person, ticket) & {reason.value for reason in STAFF})


def may_work(person: Person, ticket: Ticket) -> bool:
    """May assign, set the status, resolve: the team's members, its department's administrators."""
    if not is_staff(person, ticket):
        return False
    why = reasons(person, ticket)
    if Reason.DEPARTMENT in why and ticket.department_id in departments_where(
        person, Role.DEPARTMENT_ADMINISTRATOR
    ):
        return True
    return bool(why & {Reason.TEAM, Reason.ASSIGNEE, Reason.OWNER}) and has_role(
        person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR
    )


def may_withdraw(person: Person, ticket: Ticket) -> bool:
    return not ticket.ended and person.pk in (ticket.requester_id, ticket.requested_for_id)


def may_amend_alone(person: Person, ticket: Ticket, until: str) -> bool:
    """Who asked, or whom it is for, may correct the answers by themselves `until` the team begins or it ends; of what
    was asked for several people those of all are corrected together."""
    if ticket.ended or until == "never" or ticket.part == Part.ONE or not _asked(person, ticket):
        return False
    return until == "end" or (ticket.status == Status.NEW and ticket.seen_at is None)


def may_reopen(person: Person, ticket: Ticket) -> bool:
    """Who asked may say that it isn't solved after all. What was declined or withdrawn is asked for anew."""
    return ticket.status == Status.RESOLVED and ticket.outcome in DONE and is_asker(person, ticket)


def may_comment(person: Person, ticket: Ticket, *, public: bool) -> bool:
    return takes_part(person, ticket) if public else is_staff(person, ticket)


def takes_part(person: Person, ticket: Ticket) -> bool:
    """More than a reader: managers, contacts and those with whom a request was shared only read it."""
    return bool(reasons(person, ticket) - {reason.value for reason in READERS})


def may_join(person: Person, ticket: Ticket) -> bool:
    """Whoever looks after the people concerned may take part by themselves; others are added."""
    why = reasons(person, ticket) & {Reason.MANAGER, Reason.CONTACT}
    return bool(why) and not ticket.ended and not takes_part(person, ticket)


def may_add(person: Person, ticket: Ticket) -> bool:
    """Whoever takes part may let a colleague in; into what is confidential only who asked and who works on it."""
    if ticket.confidential:
        return _asked(person, ticket) or may_work(person, ticket)
    return takes_part(person, ticket)


def may_remove(person: Person, ticket: Ticket, participant: Person) -> bool:
    """Everybody may leave; who asked and who works on it may remove others."""
    return person.pk == participant.pk or _asked(person, ticket) or may_work(person, ticket)


def may_share(person: Person, ticket: Ticket) -> bool:
    """With a whole department or organisation: who asked alone, and never what is confidential."""
    return _asked(person, ticket) and not ticket.confidential


def _asked(person: Person, ticket: Ticket) -> bool:
    return person.pk in (ticket.requester_id, ticket.requested_for_id)
