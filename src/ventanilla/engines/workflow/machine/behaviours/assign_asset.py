"""Give somebody an asset from stock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import AssignAsset, Block, GoBack, Task
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine import effects
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, whom

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

RESTOCK = {
    "en": "None left: restock, then mark as done",
    "es": "No quedan: repón existencias y márcalo como hecho",
}


class AssignAssetBehaviour(Behaviour[AssignAsset], of=AssignAsset):
    undoes = True

    def defaults(self, block: AssignAsset) -> Mapping[str, tuple[Block, ...]]:
        restock = Task(id="restock", team="service.owner", title=RESTOCK)
        return {"none_left": (restock, GoBack.model_construct(id="again", to=block.id))}

    def enter(self, run: Run, step: Step, block: AssignAsset) -> None:
        model = as_json(run.value(block.model))
        if not model:
            run.fail(step, "no_model")
        else:
            fact = {"fact": f"outputs.{block.reserved}.asset"}
            reserved = as_json(run.value(fact)) if block.reserved else None
            holder = whom(run, block.to)
            if not isinstance(block.to, str):
                run.note(step, holder=holder)
            run.emit(effects.AssignAsset(step.key, model, holder, reserved))
