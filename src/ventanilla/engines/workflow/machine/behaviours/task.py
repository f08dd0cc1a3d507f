"""Somebody does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Task
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, look_who, remind_again
from ventanilla.engines.workflow.machine.effects import Late, OpenTask

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class TaskBehaviour(Behaviour[Task], of=Task):
    def enter(self, run: Run, step: Step, block: Task) -> None:
        holder = None
        if block.holder is not None:
            holder = as_json(run.value(block.holder))
            if not holder:
                run.fail(step, "nobody")
                return
            run.note(step, holder=holder)
        run.emit(OpenTask(step.key, block, holder))
        run.due(step, block.due)
        if block.remind_after:
            run.timer(step, "remind.1", after=block.remind_after)

    def watches(self, block: Task) -> bool:
        return isinstance(block.due, ByDay) or block.holder is not None

    def look(self, run: Run, step: Step, block: Task) -> None:
        run.due(step, block.due)
        if block.holder is not None:
            look_who(run, step, block, block.holder)

    def timer(self, run: Run, step: Step, block: Task, name: str) -> None:
        if name.startswith("remind."):
            remind_again(run, step, block.remind_after, name)
        else:
            run.emit(Late(step.key))
