"""Tell somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Notify
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.effects import SendMessage

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class NotifyBehaviour(Behaviour[Notify], of=Notify):
    def enter(self, run: Run, step: Step, block: Notify) -> None:
        run.emit(SendMessage(step.key, block.to, block.message, block.subject))
        run.finish(step)
