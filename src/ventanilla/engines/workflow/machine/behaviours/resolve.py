"""The ticket is resolved; what follows is aftercare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Resolve
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class ResolveBehaviour(Behaviour[Resolve], of=Resolve):
    def enter(self, run: Run, step: Step, block: Resolve) -> None:
        run.resolve(block.outcome, block.message)
        run.finish(step)
