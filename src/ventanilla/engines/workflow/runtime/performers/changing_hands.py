"""A task or a question that the answers give to somebody else now."""

from __future__ import annotations

import secrets

from ventanilla.core.blueprint.blocks import Ask
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.holders import let_in, let_in_asked, let_out, moved
from ventanilla.engines.workflow.runtime.performers import outsiders
from ventanilla.engines.workflow.runtime.performers.messages import is_address
from ventanilla.engines.workflow.runtime.scene import Scene

CHANGED = "answers_changed"


def move_task(effect: machine.MoveTask, scene: Scene) -> list[machine.Event]:
    """Give what is open of the step to whoever is named now, and tell both. Nobody to be found is a fault. From one
    address outside to another it is sent with the words of now, when they are written anew."""
    rows = Task.objects.filter(step=scene.step(effect.key), state=OpenState.OPEN).select_related("assignee")
    task = rows.exclude(kind=TaskKind.FAULT).first()
    if task is None:
        return []
    person, address = scene.somebody(effect.holder), str(effect.holder)
    if person is not None:
        if task.assignee_id != person.pk:
            _to_person(task, person, scene)
    elif isinstance(effect.block, Ask) and scene.package.outside_mail and is_address(address):
        if not task.address:
            _outside(task, address, effect.block, scene)
    else:
        return [machine.Failed(effect.key, "no_holder", address)]
    return []


def _to_person(task: Task, person: Person, scene: Scene) -> None:
    """The link that somebody outside may have had is good no more."""
    before, was = task.assignee, task.address
    task.ticket, task.assignee, task.address = scene.ticket, person, ""
    task.save(update_fields=["assignee", "address"])
    if task.kind == TaskKind.ASK:
        let_in_asked(task)
    else:
        let_in(task)
    _tell(task, before, was, scene)


def _outside(task: Task, address: str, block: Ask, scene: Scene) -> None:
    before = task.assignee
    task.ticket, task.assignee, task.address = scene.ticket, None, address
    task.instructions = scene.write(block.instructions)
    expires = (clock.now() + outsiders.LASTS).isoformat()
    task.detail = {**task.detail, "nonce": secrets.token_hex(8), "expires_at": expires}
    task.save(update_fields=["assignee", "address", "instructions", "detail"])
    _tell(task, before, "", scene)
    outsiders.send(task, scene.ticket)


def _tell(task: Task, before: Person | None, was: str, scene: Scene) -> None:
    now = task.assignee
    people = [one.pk for one in (now, before) if one is not None]
    holder = now.name if now else task.address
    scene.record(moved(task, CHANGED, before.name if before else was, holder, people))
    if before is not None:
        let_out(task, before)
