"""Opening the answers that stayed sealed, and deleting those that were never opened."""

from __future__ import annotations

from ventanilla.engines.workflow import machine, sealed
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries import SealDropped, SealOpened
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.scene import Scene


def open_sealed(effect: machine.OpenSealed, scene: Scene) -> list[machine.Event]:
    """Give the task and the workflow what was answered; everybody sees that it was opened."""
    task = Task.objects.get(step=scene.step(effect.key), kind=TaskKind.ASK)
    opened = sealed.take_out(task)
    if opened is None:
        return [machine.Failed(effect.key, "seal_lost", _who(task))]
    task.answers = opened.answers
    task.save(update_fields=["answers"])
    told = SealOpened(
        task=task.pk,
        title=task.title,
        by=_who(task),
        arrived_at=opened.arrived_at,
        comment=opened.comment,
        answers=sealed.without_secrets(task, opened.answers),
    )
    scene.record(told)
    return [machine.Finished(effect.key, "answered", opened.outputs)]


def drop_sealed(key: machine.StepKey, scene: Scene) -> None:
    """The step is over without its answer having been opened: nobody will ever read it. One that couldn't be opened
    stays for another try, until somebody goes on without it."""
    known = scene.state.get(key)
    if known is None or known.is_open or machine.HANDED_IN not in known.data:
        return
    for task in Task.objects.filter(step=scene.step(key), kind=TaskKind.ASK).select_related("done_by"):
        if sealed.drop(task):
            scene.record(SealDropped(task=task.pk, title=task.title, by=_who(task)))


def _who(task: Task) -> str:
    return task.address or (task.done_by.name if task.done_by else "")
