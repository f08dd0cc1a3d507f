"""Requests as lists show them: every text ready, so that a row costs no more than its markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.queries import Turn, outlines_of, turns
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import ago, time_tag
from ventanilla.surfaces.ui.linemap_markup import line_mini
from ventanilla.surfaces.ui.tickets import course
from ventanilla.surfaces.ui.tickets.naming import called, lozenge, tie
from ventanilla.surfaces.ui.tickets.turns import next_for
from ventanilla.surfaces.ui.tickets.words import by_when, is_outdated


@dataclass(frozen=True)
class RequestRow:
    url: str
    number: str
    title: str
    status: SafeString
    next: str
    note: str
    when: str | SafeString
    unread: bool = False
    progress: SafeString | str = ""


def rows_of(tickets: Sequence[Ticket], person: Person) -> list[RequestRow]:
    """A row for each ticket, in their order. Five queries at most, whatever their number."""
    whose, courses = turns(tickets, person), outlines_of(tickets, person)
    return [_row(ticket, whose[ticket.pk], courses.get(ticket.pk, []), person) for ticket in tickets]


def _row(ticket: Ticket, open_now: list[Turn], outline: list[Any], person: Person) -> RequestRow:
    known = tie(ticket) is not None
    own = person.pk in (ticket.requester_id, ticket.requested_for_id)
    asked = own and ticket.status == Status.WAITING and not open_now and not known
    mine = asked or any(turn.is_of(person) for turn in open_now)
    return RequestRow(
        url=reverse("portal:request", args=[ticket.number]),
        number=ticket.number,
        title=called(ticket),
        status=lozenge(ticket, _("It is known")),
        next=next_for(ticket, open_now, person),
        note=_for_whom(ticket, person),
        when=_when(ticket, open_now, person),
        unread=mine and not ticket.ended,
        progress="" if ticket.ended or not outline else line_mini(course.stations(outline)),
    )


def _for_whom(ticket: Ticket, person: Person) -> str:
    if ticket.requested_for_id != person.pk:
        return _("for %(name)s") % {"name": ticket.requested_for.name}
    return ""


def _when(ticket: Ticket, open_now: list[Turn], person: Person) -> str | SafeString:
    """By when, while something is awaited; else when something last happened. What others were to do by a day that
    has passed doesn't count where a later one is promised."""
    due = [
        turn.due_at
        for turn in open_now
        if turn.due_at and (turn.is_of(person) or not is_outdated(turn.due_at, ticket.promised_at))
    ] or ([ticket.promised_at] if ticket.promised_at else [])
    if due and not ticket.ended:
        return by_when(min(due))
    return time_tag(ticket.last_activity_at, ago(ticket.last_activity_at))
