"""Tickets that wait for the words of who asked, because a person of the team said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Comment, Ticket, TicketAccess
from ventanilla.records.tickets.queries import asked_as

MOST = 20


@dataclass(frozen=True)
class Wait:
    """A ticket that waits for an answer in the conversation: to what (the team's last message), since when."""

    ticket: Ticket
    question: str
    since: datetime


def waits_for(person: Person, most: int = MOST) -> list[Wait]:
    """What the team waits for `person` to say, the longest first. One query."""
    found = _waits(most)(me=person_principal(person))
    return [Wait(row.ticket, row.question or "", row.since) for row in found]  # type: ignore[attr-defined]


@lru_cache
def _waits(most: int) -> StandingRows[TicketAccess]:
    return StandingRows(lambda me: _waiting(me)[:most], me="p:")


def _waiting(me: str) -> QuerySet[TicketAccess]:
    rows = asked_as(me).filter(open=True, ticket__status=Status.WAITING, ticket__outage_report=None)
    set_by = _last_change(OuterRef("ticket__stream"))
    said = _last_words(OuterRef("ticket"), OuterRef("ticket__requester"), OuterRef("ticket__requested_for"))
    rows = rows.annotate(
        waiting_set_by=Subquery(set_by.values("actor")[:1]),
        since=Subquery(set_by.values("at")[:1]),
        question=Subquery(said.values("text")[:1]),
    ).filter(waiting_set_by__isnull=False)
    return rows.order_by(F("since").asc(), "ticket")


def wait_of(ticket: Ticket) -> Wait | None:
    """The same for one ticket, whoever asks: None unless a person set it to waiting. At most two queries."""
    if ticket.status != Status.WAITING:
        return None
    change = _last_change(ticket.stream_id).values_list("actor", "at").first()
    if change is None or change[0] is None:
        return None
    last = _last_words(ticket.pk, ticket.requester_id, ticket.requested_for_id).first()
    return Wait(ticket, last.text if last else "", change[1])


def _last_change(stream: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(stream=stream, type="ticket.status_changed").order_by("-position")


def _last_words(ticket: Any, *askers: Any) -> QuerySet[Comment]:
    """The public messages that weren't written by who asked, the latest first."""
    rows = Comment.objects.filter(ticket=ticket, public=True)
    for asker in askers:
        rows = rows.exclude(author=asker)
    return rows.order_by("-pk")
