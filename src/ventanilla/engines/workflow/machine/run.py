"""One advance under way, as behaviours see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ventanilla.engines.workflow.machine import opening
from ventanilla.engines.workflow.machine.anew import own
from ventanilla.engines.workflow.machine.effects import (
    CloseStep,
    Late,
)
from ventanilla.engines.workflow.machine.flow import Flow
from ventanilla.engines.workflow.machine.program import LATE
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    HANDED_IN,
    ROOT_KEY,
    Step,
    StepState,
)


class Run(Flow):
    """What behaviours work on. Made for one advance and thrown away."""

    def too_late(self, step: Step) -> None:
        """The deadline of a block has passed: it ends as expired, or what follows is done beside it."""
        deadline = self.node(step).block.deadline
        if HANDED_IN in step.data:
            opening.closed(self, step)
        elif deadline is None:
            return
        elif deadline.ends:
            self.emit(CloseStep(step.key))
            # What followed on a first yes waits for the owner's.
            anew = step.key[:2] in self.places(CONFIRMING)
            inside = own(self.program, step.key.block) if anew else self.node(step).inside
            self.cancel_inside(inside - {step.key.block}, step.key.iteration)
            self.finish(step, "expired")
        else:
            self.emit(Late(step.key))
            late = self.node(step).sequences.get(LATE)
            if late and not self.is_under_way(late, step.key.iteration):
                self.begin(step, LATE)

    def begin(self, step: Step, name: str, item: str | None = None) -> None:
        """Enter one of the block's sequences, for an item if so; an empty one has ended at once."""
        iteration = step.key.iteration if item is None else (*step.key.iteration, item)
        self._start(self.node(step).sequences[name], iteration)

    def finish(
        self, step: Step, outcome: str | None = None, outputs: Mapping[str, Any] | None = None
    ) -> None:
        """The step is done: react to its outcome, or go on with what comes after it."""
        self.close(step, outcome, outputs)
        self.agree(step, outcome)
        node = self.node(step)
        reaction = node.sequences.get(f"on.{outcome}") if outcome else None
        again = outcome == "approved" and step.key[:2] in self.places(CONFIRMING)
        if reaction and reaction.items and not again:
            self._start(reaction, step.key.iteration)
        else:
            self._after(node, step.key.iteration)

    def go_on(self, step: Step, **data: Any) -> None:
        """The step is under way, whatever it was before."""
        self._put(replace(step, state=StepState.ACTIVE, data={**step.data, **data}))

    def enter_again(self, step: Step) -> None:
        """Give up the failed step, with what is done beside it, and enter its block in a new round."""
        node = self.node(step)
        self._drop(node, (name for name in node.sequences if name == LATE), step.key.iteration)
        if step.key[:2] not in self.places(CONFIRMING):
            self.cut(node.inside - {node.id}, step.key.iteration)
        self._cancel([step])
        self._push(node, step.key.iteration)

    def return_to(self, step: Step, target: str) -> bool:
        """Close everything from the target on and enter the target again; False when there is no such way."""
        way = self.program.way_back(self.node(step), target)
        if way is None:
            return False
        goal, _here = way
        place = (goal.id, step.key.iteration[: goal.depth])
        self.close(step)
        anew = self.confirms(step.key.block, step.key.iteration)
        if anew is not None and goal.id in own(self.program, anew[0]):
            if anew == place:
                self.cut(own(self.program, goal.id), place[1])
                self.keep(CONFIRMING, [*self.places(CONFIRMING), place])
            else:
                self.cut(self.from_here(goal.sequence, goal.index), place[1])
            self._push(goal, place[1])
        else:
            self.rewind(goal, place[1])
        return True

    def start(self) -> None:
        """Begin the run."""
        self._put(Step(ROOT_KEY, StepState.ACTIVE, self.now))
        self._start(self.program.root, ())
