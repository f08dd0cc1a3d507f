"""How a ticket ends: resolved, or cancelled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.lock import locked, saved
from ventanilla.records.tickets.actions.work import move
from ventanilla.records.tickets.choices import DONE, Outcome, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_see, may_withdraw, may_work


@action
def resolve(
    *, actor: Person | None, ticket: Ticket, outcome: Outcome = Outcome.SOLVED, text: str = ""
) -> Ticket:
    """Say that it is done. Raises NotAllowed, Invalid for an outcome that isn't one of success, Conflict when over."""
    if actor is not None and not may_work(actor, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
    if outcome not in DONE:
        raise Invalid(_("Choose how it was solved."))
    ticket = end_as(ticket, outcome)
    record(ticket.stream, entries.Resolved(outcome=outcome, text=text.strip()), actor=actor)
    return ticket


@action
def cancel(
    *,
    actor: Person | None,
    ticket: Ticket,
    outcome: Outcome = Outcome.WITHDRAWN,
    text: str = "",
    of: Ticket | None = None,
) -> Ticket:
    """End it without having done it: the requester withdraws, the team (or the workflow) closes it otherwise.

    Of a duplicate somebody has to say `of` which other ticket. Raises NotAllowed, Invalid, Conflict.
    """
    if actor is not None:
        allowed = may_withdraw(actor, ticket) if outcome == Outcome.WITHDRAWN else may_work(actor, ticket)
        if not allowed and not ticket.ended:
            raise NotAllowed(_("You can't close this request."))
    if outcome in DONE:
        raise Invalid(_("Choose why it is closed."))
    _check_original(actor, ticket, outcome, of)
    ticket = end_as(ticket, outcome)
    if of is not None:
        ticket.duplicate_of = of
        ticket.save(update_fields=["duplicate_of"])
    entry = entries.Cancelled(outcome=outcome, text=text.strip(), of=of.number if of else "")
    record(ticket.stream, entry, actor=actor)
    return ticket


def _check_original(actor: Person | None, ticket: Ticket, outcome: Outcome, of: Ticket | None) -> None:
    """A duplicate names the other one, which the actor may see, and which isn't a duplicate of this one."""
    if outcome != Outcome.DUPLICATE:
        return
    if of is None:
        if actor is not None:
            raise _which(_("Say which request it repeats."))
        return
    if of.pk == ticket.pk:
        raise _which(_("A request can't be a duplicate of itself."))
    if actor is not None and not may_see(actor, of):
        raise _which(_("There is no such request, or you can't see it."))
    if of.duplicate_of_id is not None:
        raise _which(_("That one was closed as a duplicate itself. Name the one that goes on."))


def _which(words: object) -> Invalid:
    return Invalid(words, {"of": [words]})


def end_as(ticket: Ticket, outcome: Outcome) -> Ticket:
    """Lock the ticket and end it; the caller records why. Raises Conflict when it is over already."""
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    ticket.outcome, ticket.resolved_at = outcome, clock.now()
    ticket.supplier, ticket.supplier_until = "", None
    ticket.save(update_fields=["outcome", "resolved_at", "supplier", "supplier_until"])
    move(ticket, Status.RESOLVED, actor=None)
    saved(ticket)
    return ticket
