"""One's own requests by where they stand: how many wait for one's word, how many are late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit import clock
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import TicketAccess
from ventanilla.records.tickets.queries import asked_as, asked_by

MOST_COUNTED = 500
STAGES = ("yours", "late")


@dataclass(frozen=True)
class Counts:
    """Of one's own requests under way: all of them, those that wait for one's word, and those that are late."""

    all: int
    yours: int
    late: int


def stage_counts(person: Person) -> Counts:
    """Counted up to MOST_COUNTED. One query."""
    now = clock.now()
    found = UNDER_WAY(me=person_principal(person))
    return Counts(
        len(found),
        sum(status == Status.WAITING and report is None for status, _promised, report in found),
        sum(promised is not None and promised < now for _status, promised, _report in found),
    )


def _under_way(me: str) -> QuerySet[TicketAccess, Any]:
    rows = asked_as(me, own=True).filter(open=True).order_by()
    return rows.values_list("ticket__status", "ticket__promised_at", "ticket__outage_report")[:MOST_COUNTED]


UNDER_WAY = Standing(_under_way, me="p:")


def in_stage(person: Person, stage: str, *, after: str | None = None, size: int = 30) -> Page[TicketAccess]:
    """One's own requests under way that wait for one's word ("yours") or are late, the latest activity first."""
    wanted = (
        Q(ticket__status=Status.WAITING, ticket__outage_report=None)
        if stage == "yours"
        else Q(ticket__promised_at__lt=clock.now())
    )
    rows = asked_by(person, own=True).filter(wanted, open=True)
    return page(rows, order=("-last_activity_at", "-ticket_id"), after=after, size=size)
