"""What the workflow does when something happens to a ticket."""

from __future__ import annotations

from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow.actions.run import look_again, report_fault, start, stop
from ventanilla.records.tickets.models import Ticket


def on_submitted(entry: Entry) -> None:
    """A new ticket: its workflow begins."""
    start(ticket=_ticket(entry))


def on_ended(entry: Entry) -> None:
    """Somebody resolved or cancelled it. When the workflow itself did (no actor), it knows already."""
    if entry.actor_id is not None or entry.type == "ticket.resolved_with_outage":
        stop(ticket=_ticket(entry), outcome=str(entry.payload["outcome"]))


def on_amended(entry: Entry) -> None:
    """Other answers: approvals about the old ones are asked again."""
    look_again(ticket=_ticket(entry))


def on_fault(entry: Entry, error: Exception) -> None:
    """One of these could not be done: the request stays, and the service's owner gets a task."""
    report_fault(ticket=_ticket(entry), problem=f"{type(error).__name__}: {error}", entry=entry)


def _ticket(entry: Entry) -> Ticket:
    return Ticket.objects.get(stream=entry.stream_id)
