"""Keeping who takes the history of a request out of the portal."""

from __future__ import annotations

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.entries import HistoryTaken
from ventanilla.records.tickets.models import Ticket


@action
def note_history_taken(*, actor: Person, ticket: Ticket, form: str) -> Ticket:
    """Note that `actor`, who may see the ticket, is given its history as a file of this `form` ("csv", "json")."""
    ticket = locked(ticket)
    record(ticket.stream, HistoryTaken(form=form), actor=actor)
    return ticket
