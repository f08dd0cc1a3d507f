"""What could not be done by itself becomes a task for whoever keeps the service."""

from __future__ import annotations

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import Localized
from ventanilla.core.timeline.actions import action, record
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.entries import TaskOpened
from ventanilla.engines.workflow.fault_words import error_texts
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.holders import keeper_of, let_in, people_of
from ventanilla.engines.workflow.runtime.performers.tasks import OWN_TITLES
from ventanilla.engines.workflow.runtime.reminders import next_reminder
from ventanilla.records.tickets.models import Ticket


@action
def report_fault(*, ticket: Ticket, error: Exception, entry: Entry) -> None:
    """What should have followed from `entry` could not be done: give the service's owner a task about it."""
    report(ticket=ticket, problem=error_texts(error), code=entry.type)


@action
def report(*, ticket: Ticket, problem: Localized, code: str) -> None:
    """Give the service's owner a task about what could not be done: `code` says in which part of it, `problem` what,
    by language."""
    service = ticket.service
    keeper = keeper_of(service)
    task = Task.objects.create(
        ticket=ticket,
        kind=TaskKind.FAULT,
        title=OWN_TITLES[TaskKind.FAULT],
        team=service.owner_team,
        assignee=keeper,
        detail={"code": code, "problem": problem},
        opened_at=clock.now(),
        remind_at=next_reminder(ticket),
    )
    let_in(task)
    told = TaskOpened(
        task=task.pk,
        kind=task.kind,
        title=task.title,
        holder=keeper.name if keeper else service.owner_team.name,
        people=people_of(service.owner_team, keeper),
        text=problem,
    )
    record(ticket.stream, told, actor=None)


@action
def drop_reports(*, ticket: Ticket, but: str) -> None:
    """The request was called off: what could not be done about it is nobody's work any more. What went wrong with its
    end itself (`but`: the type of that entry) stays."""
    rows = Task.objects.filter(ticket=ticket, step=None, kind=TaskKind.FAULT, state=OpenState.OPEN)
    rows.exclude(detail__code=but).update(state=OpenState.CANCELLED, ended_at=clock.now())
