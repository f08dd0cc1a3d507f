"""Set money of a cost centre aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Approval, Block, ReserveBudget
from ventanilla.core.blueprint.seats import HolderSeat
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine import effects
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour
from ventanilla.engines.workflow.machine.program import BEYOND_ID, MADE

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

BEYOND = {"en": "Going beyond the budget", "es": "Pasarse del presupuesto"}
OWNER = {"en": "Owner of the cost centre", "es": "Responsable del centro de coste"}


AGAIN_BEYOND = {"id": BEYOND_ID, "beyond": True, "on": {}, "deadline": None, "on_cancel": ()}
"""The same block once more; what follows it, or undoes it, stays with the first."""


class ReserveBudgetBehaviour(Behaviour[ReserveBudget], of=ReserveBudget):
    def defaults(self, block: ReserveBudget) -> Mapping[str, tuple[Block, ...]]:
        if block.beyond:
            return {}
        shown = tuple(f"outputs.{block.id}.{name}" for name in ("amount", "left", "short"))
        return {"not_enough": (owner_decides(block.id, shown), block.model_copy(update=AGAIN_BEYOND))}

    def enter(self, run: Run, step: Step, block: ReserveBudget) -> None:
        centre, amount = as_json(run.value(block.cost_centre)), as_json(run.value(block.amount))
        if not centre or not amount:
            run.fail(step, "no_amount" if centre else "no_cost_centre")
            return
        of = block.id.partition(MADE)[0]
        run.emit(effects.ReserveBudget(step.key, of, centre, amount, block.beyond))


def owner_decides(reserving: str, shown: tuple[str, ...]) -> Approval:
    """The owner of the cost centre decides whether to go beyond what the budget has left."""
    owner = HolderSeat(holder={"fact": f"outputs.{reserving}.owner"}, label=OWNER)
    return Approval(id="owner", title=BEYOND, seats=(owner,), show=shown)
