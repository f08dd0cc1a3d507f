"""What an open approval waits for: whose decision, since when, and what happens if nobody decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Enquiry, SeatCandidate, Timer
from ventanilla.engines.workflow.queries.approvals import names_by_id
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Awaited:
    """An open approval: who has to decide (each with those on whose behalf), since when; whose answer it waits for
    instead, if so; when it reminds, asks those above, and runs out, and what it is then (approved, rejected or
    escalated)."""

    approval: int
    title: dict[str, str]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    since: datetime
    answer_of: tuple[str, ...] = ()
    reminds_at: datetime | None = None
    escalates_at: datetime | None = None
    expires_at: datetime | None = None
    if_expired: str = "escalated"


def awaited_in(ticket: Ticket) -> list[Awaited]:
    """The open approvals of a ticket, in order. Five queries at most."""
    approvals = list(
        Approval.objects.filter(ticket=ticket, state=OpenState.OPEN)
        .select_related("step__run")
        .order_by("pk")
    )
    if not approvals:
        return []
    rows = SeatCandidate.objects.filter(seat__approval__in=approvals, open=True)
    candidates = list(rows.select_related("person", "seat").order_by("seat__position", "pk"))
    names = names_by_id(pk for row in candidates for pk in row.behalf)
    timers: dict[int, dict[str, datetime]] = {}
    for timer in Timer.objects.filter(step__approval__in=approvals, fired_at=None):
        timers.setdefault(timer.step_id, {})[timer.name.partition(".")[0]] = timer.fires_at
    asked = Enquiry.objects.filter(approval__in=approvals, ended_at=None).select_related("task__assignee")
    open_questions = list(asked.order_by("pk"))
    return [
        _awaited(one, candidates, names, timers.get(one.step_id, {}), open_questions) for one in approvals
    ]


def _awaited(
    approval: Approval,
    candidates: list[SeatCandidate],
    names: dict[int, str],
    timers: dict[str, datetime],
    questions: list[Enquiry],
) -> Awaited:
    people: dict[str, tuple[str, ...]] = {}
    for row in candidates:
        if row.seat.approval_id == approval.pk:
            behalf = tuple(names[pk] for pk in row.behalf if pk in names)
            people[row.person.name] = (*people.get(row.person.name, ()), *behalf)
    block = store.program_of(approval.step.run.version_id).nodes[approval.step.block].block
    theirs = [one.task.assignee for one in questions if one.approval_id == approval.pk]
    return Awaited(
        approval=approval.pk,
        title=approval.title,
        people=tuple(people.items()),
        since=approval.opened_at,
        answer_of=tuple(dict.fromkeys(person.name for person in theirs if person)),
        reminds_at=timers.get("remind"),
        escalates_at=timers.get("escalate"),
        expires_at=timers.get("expire"),
        if_expired=block.if_expired if isinstance(block, Block) else "escalated",
    )
