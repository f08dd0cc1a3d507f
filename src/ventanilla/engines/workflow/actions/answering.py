"""What becomes of the answers to a task, whoever gave them: kept, or put away sealed, told, and the run goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record
from ventanilla.engines.workflow import machine, sealed
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.entries import TaskDone
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.tickets.models import Ticket

Answers = Mapping[str, Any]


def close(task: Task, actor: Person | None, answers: Answers) -> None:
    """The task is done, with these answers."""
    task.state, task.answers, task.done_by, task.ended_at = OpenState.DONE, dict(answers), actor, clock.now()
    task.save(update_fields=["state", "answers", "done_by", "ended_at"])


def answered(
    ticket: Ticket, task: Task, actor: Person | None, read: Answers, known: Answers, comment: str = ""
) -> None:
    """A question has its answer: `read`, with what is `known` of it. A sealed one is put away before anything is told;
    the secrets among the others are kept with the task alone."""
    told, by = sealed.without_secrets(task, read), task.address or (actor.name if actor else "")
    outputs = {"who": str(actor.pk) if actor else None, **told, **known, "by": by}
    outputs = {name: value for name, value in outputs.items() if value is not None}
    away = sealed.stays_sealed(task, ticket)
    if away:
        sealed.require_in_time(task)
        sealed.put_away(task, read, outputs, comment)
    close(task, actor, {} if away else read)
    shown = {} if away else told
    done = TaskDone(
        task=task.pk,
        kind=task.kind,
        title=task.title,
        kept=task.kept,
        answers=shown,
        comment="" if away else comment,
        by=task.address,
        sealed=away,
    )
    record(ticket.stream, done, actor=actor)
    if task.step is not None:
        key = store.key_of(task.step)
        feed(ticket, machine.HandedIn(key) if away else machine.Finished(key, "answered", outputs))
