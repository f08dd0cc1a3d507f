"""The same again until the rule holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Block, Repeat, Task
from ventanilla.core.blueprint.blocks.repeat import TURN
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step

LOOK = {
    "en": "Repeated as often as it may be: look at it, then mark as done",
    "es": "Se ha repetido todas las veces posibles: échale un vistazo y márcalo como hecho",
}


class RepeatBehaviour(Behaviour[Repeat], of=Repeat):
    def defaults(self, block: Repeat) -> Mapping[str, tuple[Block, ...]]:
        return {"maximum": (Task(id="look", team="service.owner", title=LOOK),)}

    def enter(self, run: Run, step: Step, block: Repeat) -> None:
        run.note(step, turn=1)
        run.begin(step, "blocks")

    def ended(self, run: Run, step: Step, block: Repeat, name: str, item: str) -> None:
        turn = run.step(step.key).data["turn"]
        if run.holds(block.until):
            run.finish(step, "done", {"turns": turn, TURN: turn})
        elif turn >= block.max:
            run.finish(step, "maximum", {"turns": turn, TURN: turn})
        else:
            run.note(step, turn=turn + 1)
            run.begin(step, "blocks")
