"""Nothing happens until a timer runs out or a rule holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class WaitBehaviour(Behaviour[Wait], of=Wait):
    def enter(self, run: Run, step: Step, block: Wait) -> None:
        if block.length:
            run.timer(step, "done", after=block.length)
        elif block.until is not None and not self._aim(run, step, block):
            run.fail(step, "no_moment")

    def timer(self, run: Run, step: Step, block: Wait, name: str) -> None:
        run.finish(step, "done")

    def watches(self, block: Wait) -> bool:
        return block.length is None

    def look(self, run: Run, step: Step, block: Wait) -> None:
        """A day that was changed moves the end of the wait."""
        if block.until is not None:
            self._aim(run, step, block)
        elif run.holds(block.when):
            run.finish(step, "done")

    def _aim(self, run: Run, step: Step, block: Wait) -> bool:
        moment = run.moment(block.until)
        if moment is not None:
            run.timer(step, "done", at=moment, clock=block.at)
        return moment is not None
