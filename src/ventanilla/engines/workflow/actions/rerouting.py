"""The request goes to another team, and with it what is for the team that has it."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.seats import RoleSeat, TeamSeat, placed_seats
from ventanilla.core.people.models import Team
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow.actions.reseat import reseat
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.entries import TaskStays
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.holders import (
    TICKETS_TEAM,
    follows_ticket,
    let_in,
    let_team_out,
    moved,
    people_of,
)
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.models import Ticket

ROUTED = "routed"
BECAUSE = "team_changed"


@action
def follow_team(*, ticket: Ticket) -> None:
    """Tasks for the team that has the request go with it when nobody has taken them; who has one keeps it, and is told.
    Who decides as that team, or as its lead, is looked for again. Doing it twice changes nothing."""
    ticket = locked(ticket)
    if ticket.ended:
        return
    rows = Task.objects.filter(ticket=ticket, state=OpenState.OPEN, kind=TaskKind.WORK)
    left_behind = rows.exclude(team=None).exclude(team=ticket.team).exclude(step=None)
    for task in left_behind.select_related("step__run", "team", "assignee").order_by("pk"):
        task.ticket = ticket
        if follows_ticket(task):
            _stay(task) if task.assignee_id else _go(task)
    for approval in Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).select_related("step__run"):
        if _asks_its_team(approval):
            reseat(approval=approval, because=BECAUSE)


def _go(task: Task) -> None:
    before, task.team = task.team, task.ticket.team
    task.save(update_fields=["team"])
    let_in(task)
    was, now = before.name if before else "", task.ticket.team.name
    told = moved(task, ROUTED, was, now, people_of(task.team, None))
    record(task.ticket.stream, told, actor=None)
    if before is not None:
        let_team_out(task, before)


def put_on_list(task: Task) -> Team | None:
    """Nobody has the task any more: it goes on the list of its team, or of the team that has the request now. The team
    whose list that is."""
    before, goes = task.team, follows_ticket(task)
    if goes:
        task.team = task.ticket.team
    task.assignee = None
    task.save(update_fields=["team", "assignee"])
    let_in(task)
    if goes and before is not None and before != task.team:
        let_team_out(task, before)
    return task.team


def _stay(task: Task) -> None:
    assert task.assignee is not None
    told = TaskStays(
        task=task.pk,
        title=task.title,
        kept=task.kept,
        holder=task.assignee.name,
        team=task.ticket.team.name,
        people=[task.assignee.pk],
    )
    record(task.ticket.stream, told, actor=None)


def _asks_its_team(approval: Approval) -> bool:
    node = store.program_of(approval.step.run.version_id).nodes.get(approval.step.block)
    seats = node.block.seats if node is not None and isinstance(node.block, Block) else ()
    return any(
        (isinstance(seat, TeamSeat) and seat.team == TICKETS_TEAM)
        or (isinstance(seat, RoleSeat) and seat.role == TICKETS_TEAM)
        for _path, seat in placed_seats(seats)
    )
