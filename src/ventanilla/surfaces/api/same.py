"""What says the same as somebody is about to ask: to follow it instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from ninja import Schema

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.same import AskedAlready, how_many_follow, in_common
from ventanilla.surfaces.api.errors import Error, Standing
from ventanilla.surfaces.api.shapes import LineOut


class SameOut(Schema):
    """A ticket that says the same as your answers. `shared` is what both say, and all that you see of it unless it is
    your `own`; `waiting`: how many people wait for it. Follow it with its `service` and `number`."""

    number: str
    service: str
    own: bool
    title: str
    shared: list[LineOut]
    status: str
    outcome: str | None
    team: str
    asked_at: datetime
    moved_at: datetime
    promised_at: datetime | None
    waiting: int


class AskedError(Error):
    """With `asked_already` nothing was sent: those in `same` are open and say the same."""

    same: list[SameOut] = []


@contextmanager
def telling_same(person: Person) -> Iterator[None]:
    """Let a refusal because something was asked for already say what."""
    try:
        yield
    except AskedAlready as refusal:
        raise Standing(refusal, same=same_out(person, refusal.tickets)) from refusal


def same_out(person: Person, tickets: Sequence[Ticket]) -> list[SameOut]:
    """Tickets as somebody sees them who has the same need."""
    others = how_many_follow(tickets)
    return [
        SameOut(
            number=ticket.number,
            service=ticket.service.slug,
            own=person.pk in (ticket.requester_id, ticket.requested_for_id),
            title=pick(ticket.title),
            shared=[LineOut(id=one.id, label=one.label, text=one.text) for one in in_common(ticket)],
            status=ticket.status,
            outcome=ticket.outcome or None,
            team=pick(ticket.team.name),
            asked_at=ticket.created_at,
            moved_at=ticket.last_activity_at,
            promised_at=ticket.promised_at,
            waiting=others.get(ticket.pk, 0) + 1,
        )
        for ticket in tickets
    ]
