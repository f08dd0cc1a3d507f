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
from ventanilla.records.tickets.policies import may_withdraw, may_work


@action
def resolve(
    *, actor: Person | None, ticket: Ticket, outcome: Outcome = Outcome.SOLVED, text: str = ""
) -> Ticket:
    """Say that it is done. Raises NotAllowed, Invalid for an outcome that isn't one of success, Conflict when over."""
    if actor is not None and not may_work(actor, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
    if outcome not in DONE:
        raise Invalid(_("Choose how it was solved."))
    ticket = _end(ticket, outcome)
    record(ticket.stream, entries.Resolved(outcome=outcome, text=text.strip()), actor=actor)
    return ticket


@action
def cancel(
    *, actor: Person | None, ticket: Ticket, outcome: Outcome = Outcome.WITHDRAWN, text: str = ""
) -> Ticket:
    """End it without having done it: the requester withdraws, the team (or the workflow) closes it otherwise.

    Raises NotAllowed, Invalid, Conflict.
    """
    if actor is not None:
        allowed = may_withdraw(actor, ticket) if outcome == Outcome.WITHDRAWN else may_work(actor, ticket)
        if not allowed and not ticket.ended:
            raise NotAllowed(_("You can't close this request."))
    if outcome in DONE:
        raise Invalid(_("Choose why it is closed."))
    ticket = _end(ticket, outcome)
    record(ticket.stream, entries.Cancelled(outcome=outcome, text=text.strip()), actor=actor)
    return ticket


def _end(ticket: Ticket, outcome: Outcome) -> Ticket:
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    ticket.outcome, ticket.resolved_at = outcome, clock.now()
    ticket.save(update_fields=["outcome", "resolved_at"])
    move(ticket, Status.RESOLVED, actor=None)
    saved(ticket)
    return ticket
