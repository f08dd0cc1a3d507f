"""Work something out on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import Calculate
from ventanilla.core.blueprint.blocks.calculate import WorkedOut
from ventanilla.core.rules import as_json
from ventanilla.core.rules.numbers import as_number
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


CURRENCY = "EUR"
"""As in a question of money that names none."""


class CalculateBehaviour(Behaviour[Calculate], of=Calculate):
    def enter(self, run: Run, step: Step, block: Calculate) -> None:
        run.finish(step, None, {one.id: _held(one, run.value(one.tree)) for one in block.values})


def _held(one: WorkedOut, value: Any) -> Any:
    """The value as it is kept: what is money by name is money also where nothing was added up."""
    plain = as_number(value) if one.holds == "money" else None
    return as_json(value) if plain is None else {"amount": f"{plain:.2f}", "currency": CURRENCY}
