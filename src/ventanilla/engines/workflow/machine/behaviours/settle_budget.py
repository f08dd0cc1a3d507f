"""Bring what was set aside in line with the real price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Block, SettleBudget
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine import effects
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.behaviours.reserve_budget import AGAIN_BEYOND, owner_decides

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class SettleBudgetBehaviour(Behaviour[SettleBudget], of=SettleBudget):
    def defaults(self, block: SettleBudget) -> Mapping[str, tuple[Block, ...]]:
        if block.beyond:
            return {}
        shown = tuple(f"outputs.{block.id}.{name}" for name in ("amount", "difference", "left", "short"))
        return {"not_enough": (owner_decides(block.of, shown), block.model_copy(update=AGAIN_BEYOND))}

    def enter(self, run: Run, step: Step, block: SettleBudget) -> None:
        amount = as_json(run.value(block.amount))
        if not amount:
            run.fail(step, "no_amount")
            return
        run.emit(effects.SettleBudget(step.key, block.of, amount, block.beyond))
