"""One of several ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Branch
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class BranchBehaviour(Behaviour[Branch], of=Branch):
    def enter(self, run: Run, step: Step, block: Branch) -> None:
        chosen = next((index for index, case in enumerate(block.cases) if run.holds(case.when)), None)
        name = "otherwise" if chosen is None else f"cases.{chosen}.blocks"
        run.note(step, way=name)
        run.begin(step, name)

    def ended(self, run: Run, step: Step, block: Branch, name: str, item: str) -> None:
        run.finish(step)
