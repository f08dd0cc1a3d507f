"""A sequence with a deadline of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Group
from ventanilla.core.blueprint.due import ByDay
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.effects import Late

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class GroupBehaviour(Behaviour[Group], of=Group):
    def enter(self, run: Run, step: Step, block: Group) -> None:
        run.due(step, block.due)
        run.begin(step, "blocks")

    def watches(self, block: Group) -> bool:
        return isinstance(block.due, ByDay)

    def look(self, run: Run, step: Step, block: Group) -> None:
        run.due(step, block.due)

    def timer(self, run: Run, step: Step, block: Group, name: str) -> None:
        run.emit(Late(step.key))

    def ended(self, run: Run, step: Step, block: Group, name: str, item: str) -> None:
        run.finish(step, "done")
