"""The first lock of every change to a ticket: its row."""

from __future__ import annotations

from ventanilla.core.kit import clock
from ventanilla.records.tickets.actions.access import touch
from ventanilla.records.tickets.models import Ticket

NEEDED = ("service", "version", "department__calendar", "team", "stream")


def locked(ticket: Ticket | int) -> Ticket:
    """The ticket anew, its row locked until the transaction ends. Always taken before any other lock."""
    pk = ticket if isinstance(ticket, int) else ticket.pk
    return Ticket.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=pk)


def saved(ticket: Ticket, *fields: str) -> None:
    """Write `fields` and note that something happened now."""
    ticket.last_activity_at = clock.now()
    if fields:
        ticket.save(update_fields=[*fields])
    touch(ticket)
