"""The run ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Cancel
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class CancelBehaviour(Behaviour[Cancel], of=Cancel):
    def enter(self, run: Run, step: Step, block: Cancel) -> None:
        run.close(step)
        run.end(block.outcome, message=block.message, close_ticket=True, undo=True)
