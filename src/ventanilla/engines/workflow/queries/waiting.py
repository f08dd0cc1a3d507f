"""What an open approval waits for: whose decision, since when, and what happens if nobody decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.blocks import Block as AnyBlock
from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.models import Approval, Enquiry, SeatCandidate, Timer
from ventanilla.engines.workflow.queries.approvals import names_by_id
from ventanilla.engines.workflow.queries.dossier import dossier_of
from ventanilla.engines.workflow.queries.sight import sight_of
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Awaited:
    """An open approval: who has to decide (by key, each with those on whose behalf), who of them is enough (see
    `needing`), since when; whose answer it waits for
    instead, if so; when it reminds, asks those above, and runs out, and what it is then (approved, rejected or
    escalated)."""

    approval: int
    title: dict[str, str]
    people: dict[int, tuple[str, tuple[str, ...]]]
    outstanding: list[Any]
    since: datetime
    answer_of: tuple[str, ...] = ()
    reminds_at: datetime | None = None
    escalates_at: datetime | None = None
    expires_at: datetime | None = None
    if_expired: str = "escalated"

    @property
    def has_dates(self) -> bool:
        """Whether anything happens by itself if nobody decides."""
        return any((self.reminds_at, self.escalates_at, self.expires_at))


def awaited_in(ticket: Ticket, reader: Person) -> list[Awaited]:
    """The open approvals of a ticket that `reader` may know of, in order. Seven queries at most, most of which its page
    needs anyway."""
    known, sight = dossier_of(ticket), sight_of(ticket, reader)
    keys = {step.pk: store.key_of(step) for step in known.steps}
    approvals = [
        one for one in known.open_approvals if not sight.hides(keys[one.step_id].block, keys[one.step_id])
    ]
    if not approvals:
        return []
    candidates = sorted(known.awaited, key=lambda row: (row.seat.position, row.pk))
    names = names_by_id(pk for row in candidates for pk in row.behalf)
    timers: dict[int, dict[str, datetime]] = {}
    for step, name, fires_at in TIMERS(ticket=ticket.pk):
        timers.setdefault(step, {})[name.partition(".")[0]] = fires_at
    open_questions = list(ENQUIRIES(ticket=ticket.pk))
    nodes = store.program_of(known.steps[0].run.version_id).nodes
    blocks = {step.pk: nodes[step.block].block for step in known.steps if step.block in nodes}
    return [
        _awaited(one, candidates, names, timers.get(one.step_id, {}), open_questions, blocks[one.step_id])
        for one in approvals
    ]


def _enquiries(ticket: int) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(approval__ticket=ticket, ended_at=None)
    return rows.select_related("task__assignee").order_by("pk")


def _timers(ticket: int) -> QuerySet[Timer, Any]:
    rows = Timer.objects.filter(step__approval__ticket=ticket, fired_at=None)
    return rows.order_by("pk").values_list("step", "name", "fires_at")


ENQUIRIES = StandingRows(_enquiries, ticket=-1)
TIMERS = Standing(_timers, ticket=-1)


def _awaited(
    approval: Approval,
    candidates: list[SeatCandidate],
    names: dict[int, str],
    timers: dict[str, datetime],
    questions: list[Enquiry],
    block: AnyBlock,
) -> Awaited:
    people: dict[int, tuple[str, tuple[str, ...]]] = {}
    for row in candidates:
        if row.seat.approval_id == approval.pk:
            behalf = tuple(names[pk] for pk in row.behalf if pk in names)
            _name, before = people.get(row.person_id, ("", ()))
            people[row.person_id] = (row.person.name, tuple(dict.fromkeys((*before, *behalf))))
    theirs = [one.task.assignee for one in questions if one.approval_id == approval.pk]
    return Awaited(
        approval=approval.pk,
        title=approval.title,
        people=people,
        outstanding=approval.outstanding,
        since=approval.since,
        answer_of=tuple(dict.fromkeys(person.name for person in theirs if person)),
        reminds_at=timers.get("remind"),
        escalates_at=timers.get("escalate"),
        expires_at=timers.get("expire"),
        if_expired=block.if_expired if isinstance(block, Block) else "escalated",
    )
