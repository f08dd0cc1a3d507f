"""Tell somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Notify
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.effects import SendMessage

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class NotifyBehaviour(Behaviour[Notify], of=Notify):
    def enter(self, run: Run, step: Step, block: Notify) -> None:
        known = tuple(name for name in block.to if isinstance(name, str))
        typed = [as_json(run.value(name)) for name in block.to if not isinstance(name, str)]
        named = [
            str(one) for found in typed for one in (found if isinstance(found, list) else [found]) if one
        ]
        people = tuple(one for one in named if "@" not in one)
        outside = tuple(one for one in named if "@" in one)
        run.emit(SendMessage(step.key, known + people, block.message, block.subject, outside))
        run.finish(step)
