"""What others have decided about the same request already, for those who decide now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Decision, SeatCandidate
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff, learn

MOST_EARLIER = 20


@dataclass(frozen=True)
class Earlier:
    """Another approval of the same request that is over: how it ended, when, and what each one said."""

    title: dict[str, str]
    outcome: str
    ended_at: datetime | None
    decisions: tuple[Decision, ...]


def decisions_of(approvals: Iterable[Approval]) -> dict[int, list[Decision]]:
    """What was decided so far at each of these approvals about the content as it is now, in order. One query."""
    found: dict[int, list[Decision]] = {approval.pk: [] for approval in approvals}
    for decision in _said().filter(approval__in=found):
        found[decision.approval_id].append(decision)
    return found


def earlier_than(approvals: Iterable[Approval], reader: Person) -> dict[int, list[Earlier]]:
    """The approvals of the same request that were decided before each of these, by its id, as far as `reader` may know
    of them: the latest twenty, in order. What was decided for several people at once belongs to the request of each.
    Five queries at most, whatever the number."""
    shown = list(approvals)
    rows = _seen(_over(shown), reader) if shown else []
    return {one.pk: [_told(row) for row in rows if _is_before(row, one)][-MOST_EARLIER:] for one in shown}


def _said() -> QuerySet[Decision]:
    return Decision.objects.filter(void=False).select_related("person").order_by("pk")


def _over(shown: Iterable[Approval]) -> list[Approval]:
    tickets = {pk for one in shown for pk in _requests(one.ticket)}
    rows = Approval.objects.filter(ticket__in=tickets, state=OpenState.DONE).select_related("ticket")
    return list(rows.prefetch_related(Prefetch("decisions", _said())).order_by("ended_at", "pk"))


def _requests(ticket: Ticket) -> Iterator[int]:
    """The request, and the one of all when it is one of several people's."""
    yield ticket.pk
    if ticket.part == Part.ONE and ticket.parent_id is not None:
        yield ticket.parent_id


def _seen(rows: list[Approval], reader: Person) -> list[Approval]:
    """Less what is kept from those who neither work on the request nor decided there."""
    kept = [row for row in rows if row.kept]
    if not kept:
        return rows
    learn(reader, list({row.ticket_id: row.ticket for row in kept}.values()))
    sits = SeatCandidate.objects.filter(person=reader, seat__approval__in=kept)
    theirs = set(sits.values_list("seat__approval", flat=True))
    return [row for row in rows if not row.kept or row.pk in theirs or is_staff(reader, row.ticket)]


def _is_before(row: Approval, one: Approval) -> bool:
    if row.pk == one.pk or row.ticket_id not in _requests(one.ticket) or row.ended_at is None:
        return False
    return one.ended_at is None or row.ended_at <= one.ended_at


def _told(row: Approval) -> Earlier:
    return Earlier(row.title, row.outcome, row.ended_at, tuple(row.decisions.all()))
