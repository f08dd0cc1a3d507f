"""Rework: the only way to go round, and bounded by `max` over the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import GoBack
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class GoBackBehaviour(Behaviour[GoBack], of=GoBack):
    def enter(self, run: Run, step: Step, block: GoBack) -> None:
        if step.key.round > block.max:
            run.fail(step, "too_many_rounds", str(block.max))
        elif not run.return_to(step, block.to):
            run.fail(step, "go_back_nowhere", block.to)
