"""Several sequences at once. Which have ended is written in the step's data, so that the join fires once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Parallel
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class ParallelBehaviour(Behaviour[Parallel], of=Parallel):
    def enter(self, run: Run, step: Step, block: Parallel) -> None:
        run.note(step, ended=[])
        for index in range(len(block.branches)):
            if run.step(step.key).is_open:  # a branch with nothing in it may have joined already
                run.begin(step, f"branches.{index}")

    def ended(self, run: Run, step: Step, block: Parallel, name: str, item: str) -> None:
        ended = [*run.step(step.key).data["ended"], int(name.removeprefix("branches."))]
        run.note(step, ended=ended)
        if len(ended) == block.needed_branches:
            run.cancel_inside(run.node(step).inside - {block.id}, step.key.iteration)
            run.finish(step, "done")

    def reopened(self, run: Run, step: Step, name: str, item: str = "") -> None:
        again = int(name.removeprefix("branches."))
        run.note(step, ended=[index for index in run.step(step.key).data["ended"] if index != again])
