"""What somebody had to do when they left: it goes back to their team, or to who keeps the service."""

from __future__ import annotations

from django.db.models import QuerySet

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit import clock
from ventanilla.core.kit.sweeping import each
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.entries import TaskDropped
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed, keep_turn
from ventanilla.engines.workflow.runtime.holders import (
    keeper_of,
    let_in,
    let_team_out,
    moved,
    people_of,
    team_now,
)
from ventanilla.records.tickets.actions import grant, locked
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

LEFT = "left"
TEND_SECONDS = 120.0
"""For each kind of thing, of a sweep that comes every ten minutes."""


def let_go_of_left(person: int | None = None) -> int:
    """Find a new place for the open tasks of those who have left (of `person` alone, by id, when given); returns how
    many there were. Each in a transaction of its own; doing it twice changes nothing."""
    rows = left_behind().filter(assignee=person) if person else left_behind()
    tasks = list(rows.order_by("pk"))
    return each(tasks, lambda task: let_go(task=task), seconds=TEND_SECONDS, strict=person is not None)


def left_behind() -> QuerySet[Task]:
    """The open tasks whose holder has left. Questions before a decision end by themselves."""
    return Task.objects.filter(state=OpenState.OPEN, assignee__is_active=False, enquiry=None)


@action
def let_go(*, task: Task) -> bool:
    """Whoever had this has left: it goes to the others of the team, to whom a correction is about, or its step stops
    and who keeps the service says how to go on. Returns whether anything has changed."""
    ticket = locked(task.ticket_id)
    row = left_behind().filter(pk=task.pk).select_related("team", "assignee", "step__run").first()
    if row is None or row.assignee is None:
        return False
    row.ticket = ticket
    if row.kind == TaskKind.FAULT:
        return _to_keeper(ticket, row)
    before, row.team = row.team, team_now(row)
    if row.team and people_of(row.team, None):
        _move(ticket, row)
        if before is not None and before != row.team:
            let_team_out(row, before)
        return True
    if row.kind == TaskKind.CORRECTION and ticket.requested_for.is_active:
        row.assignee, was = ticket.requested_for, row.assignee.name
        grant(ticket, person_principal(row.assignee), Reason.PARTICIPANT)
        _tell(ticket, row, was)
        keep_turn(ticket)
        return True
    return _stop(ticket, row)


def _to_keeper(ticket: Ticket, row: Task) -> bool:
    keeper = keeper_of(ticket.service)
    if keeper is None and row.team_id != ticket.service.owner_team_id:
        row.team = ticket.service.owner_team
    if keeper is None or keeper.pk != row.assignee_id:
        _move(ticket, row, keeper_id=keeper.pk if keeper else None)
        return True
    return False


def _move(ticket: Ticket, row: Task, keeper_id: int | None = None) -> None:
    assert row.assignee is not None
    was, row.assignee_id = row.assignee.name, keeper_id
    let_in(row)
    _tell(ticket, row, was)


def _tell(ticket: Ticket, row: Task, was: str) -> None:
    row.save(update_fields=["team", "assignee"])
    holder = row.assignee.name if row.assignee else row.team.name if row.team else ""
    people = people_of(row.team, row.assignee)
    record(ticket.stream, moved(row, LEFT, was, holder, people), actor=None)


def _stop(ticket: Ticket, row: Task) -> bool:
    """Nobody is left to do it: the step can't go on by itself. What no step asked for isn't needed any more."""
    assert row.assignee is not None
    if row.step is not None and row.step.state == StepState.ACTIVE:
        feed(ticket, machine.Failed(store.key_of(row.step), LEFT, row.assignee.name))
        return True
    row.state, row.ended_at = OpenState.CANCELLED, clock.now()
    row.save(update_fields=["state", "ended_at"])
    people = people_of(ticket.team, ticket.assignee)
    told = TaskDropped(task=row.pk, title=row.title, people=people, left=row.assignee.name)
    record(ticket.stream, told, actor=None)
    keep_turn(ticket)
    return True
