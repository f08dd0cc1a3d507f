"""How far the sequences of a run have come, for its map."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.engines.workflow.machine.anew import steps_anew
from ventanilla.engines.workflow.machine.program import Program, Sequence
from ventanilla.engines.workflow.machine.steps import HELD, ROOT_KEY, State, Step


class Points:
    """Where each sequence stands. What is asked anew is no way back: the sequence stands where it stood."""

    def __init__(self, program: Program, state: State) -> None:
        self.program = program
        self.state = state
        self.anew = steps_anew(program, state)
        self.held = state[ROOT_KEY].data.get(HELD, ()) if state.started else ()

    def of(self, sequence: Sequence, iteration: tuple[str, ...]) -> int:
        """The index of its open block, else of the one that was begun last; -1 for nowhere.

        After a go_back later blocks still have steps of earlier rounds: they lie ahead again.
        """
        begun: list[tuple[bool, float, int]] = []
        further: list[int] = []
        for index, item in enumerate(sequence.items):
            steps = list(self._steps_inside(item, iteration))
            own = [step for step in steps if not self._is_beside(step, sequence)]
            if own:
                is_open = any(step.is_open for step in own)
                begun.append((is_open, max(step.started_at.timestamp() for step in own), index))
            further += [index] if len(own) < len(steps) else []
            further += [index - (item == block) for block in self._waiting(item, iteration)]
        return max([*(last[2] for last in [max(begun, default=None)] if last), *further], default=-1)

    def is_under_way(self, sequence: Sequence, iteration: tuple[str, ...]) -> bool:
        """Whether anything in it is open, or waits: perhaps because of a yes that has been asked for anew since."""
        return any(
            any(step.is_open for step in self._steps_inside(item, iteration))
            or any(self._waiting(item, iteration))
            for item in sequence.items
        )

    def _waiting(self, item: str, iteration: tuple[str, ...]) -> Iterator[str]:
        """What waits in a block because others are asked anew; a block that waits to be entered isn't reached yet."""
        depth = len(iteration)
        for row in self.held:
            block = row.get("last") or row["block"]
            if block in self.program.nodes[item].inside and tuple(row["at"][:depth]) == iteration:
                yield f"{block} ended" if "ended" in row else block

    def _is_beside(self, step: Step, sequence: Sequence) -> bool:
        return step.key in self.anew and sequence.owner not in self.anew[step.key]

    def _steps_inside(self, block: str, iteration: tuple[str, ...]) -> Iterator[Step]:
        inside, depth = self.program.nodes[block].inside, len(iteration)
        return (
            step
            for step in self.state.values()
            if step.key.block in inside and step.key.iteration[:depth] == iteration
        )
