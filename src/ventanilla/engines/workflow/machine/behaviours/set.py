"""Change fields of the ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import Set
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.effects import SetFields

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class SetBehaviour(Behaviour[Set], of=Set):
    def enter(self, run: Run, step: Step, block: Set) -> None:
        values: dict[str, Any] = {name: as_json(run.value(value)) for name, value in block.fields.items()}
        run.emit(SetFields(step.key, values))
        run.set_fields(values)
        run.finish(step, None, values)
