"""The first lock of every change to a ticket: its row."""

from __future__ import annotations

from django.db.models import QuerySet

from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.timeline.actions import at_hand
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.records.tickets.actions.access import touch
from ventanilla.records.tickets.models import Ticket

NEEDED = (
    "service",
    "version",
    "department__calendar",
    "team",
    "stream",
    "requester",
    "requested_for",
    "category",
    "location",
)
HEAVY = ("version__definition",)


def locked(ticket: Ticket | int) -> Ticket:
    """The ticket, its row locked until the transaction ends. Always taken before any other lock.

    Within one action all get the same object, read once: nobody else can change it meanwhile, and who changes it
    changes this object.
    """
    pk = ticket if isinstance(ticket, int) else ticket.pk
    kept: Ticket | None = at_hand().get((Ticket, pk))
    return kept or hold(next(iter(BY_KEY(ticket=pk)), None) or Ticket.objects.get(pk=pk))


def ticket_of(entry: Entry) -> Ticket:
    """The ticket that an entry tells of, locked."""
    kept: Ticket | None = at_hand().get((Stream, entry.stream_id))
    return kept or locked(Ticket.objects.only("pk").get(stream=entry.stream_id))


def hold(ticket: Ticket) -> Ticket:
    """Keep a ticket at hand whose row is locked, or was written in this transaction."""
    kept = at_hand()
    kept[Ticket, ticket.pk] = kept[Stream, ticket.stream_id] = ticket
    return ticket


def _by_key(ticket: int) -> QuerySet[Ticket]:
    rows = Ticket.objects.select_for_update(of=("self",)).filter(pk=ticket)
    return rows.select_related(*NEEDED).defer(*HEAVY)


BY_KEY = StandingRows(_by_key, ticket=-1)


def saved(ticket: Ticket, *fields: str) -> None:
    """Write `fields` and note that something happened now."""
    ticket.last_activity_at = clock.now()
    ticket.save(update_fields=[*fields, "last_activity_at"])
    touch(ticket)
