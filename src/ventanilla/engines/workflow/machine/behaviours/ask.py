"""A form in mid-way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Ask
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, remind_again
from ventanilla.engines.workflow.machine.effects import Late, OpenAsk

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class AskBehaviour(Behaviour[Ask], of=Ask):
    def enter(self, run: Run, step: Step, block: Ask) -> None:
        address = None
        if not isinstance(block.to, str):
            address = str(as_json(run.value(block.to)) or "")
            if not address:
                run.fail(step, "nobody")
                return
        run.emit(OpenAsk(step.key, block, address))
        run.due(step, block.due)
        if block.remind_after:
            run.timer(step, "remind.1", after=block.remind_after)

    def watches(self, block: Ask) -> bool:
        return isinstance(block.due, ByDay)

    def look(self, run: Run, step: Step, block: Ask) -> None:
        run.due(step, block.due)

    def timer(self, run: Run, step: Step, block: Ask, name: str) -> None:
        if name.startswith("remind."):
            remind_again(run, step, block.remind_after, name)
        else:
            run.emit(Late(step.key))
