"""What one advance writes: dates and timers, steps that are over, and the effects that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.rules import Surroundings
from ventanilla.engines.workflow.machine.book import Book, FactSource
from ventanilla.engines.workflow.machine.effects import CloseStep, Effect, Offset, SetTimer
from ventanilla.engines.workflow.machine.program import LATE, Node, Program, Sequence
from ventanilla.engines.workflow.machine.steps import State, Step, StepState

SHOWN = ("due", "done", "deadline")
"""The timers whose instant is the date of the step."""


def offset_of(before: Duration | None, after: Duration | None) -> Offset | None:
    """How far a day is moved, as a package says it; None when it isn't."""
    length = before or after
    return Offset(length, before is not None) if length else None


class Ledger(Book):
    """The steps as they change, and the effects so far."""

    def __init__(
        self, program: Program, state: State, facts: FactSource, now: datetime, surroundings: Surroundings
    ) -> None:
        super().__init__(program, state, facts, now, surroundings)
        self.effects: list[Effect] = []

    def emit(self, effect: Effect) -> None:
        self.effects.append(effect)

    def timer(
        self,
        step: Step,
        name: str,
        *,
        after: Duration | None = None,
        at: datetime | date | None = None,
        clock: str | None = None,
        offset: Offset | None = None,
    ) -> None:
        """Ask for a timer and remember that it was asked for, and for when. One for the same instant stays."""
        current = self.step(step.key)
        moments = current.data.get("moments", {})
        if at is not None:
            if moments.get(name) == at.isoformat():
                return
            moments = {**moments, name: at.isoformat()}
        data = {**current.data, "timers": {**current.data.get("timers", {}), name: "set"}}
        exact = isinstance(at, datetime) and offset is None
        due_at = at if exact and name in SHOWN and isinstance(at, datetime) else current.due_at
        self._put(replace(current, data={**data, "moments": moments} if moments else data, due_at=due_at))
        self.emit(SetTimer(step.key, name, after, at, clock, offset))

    def offset(self, before: Duration | None, after: Duration | None) -> Offset | None:
        """How far a day is moved; None when it isn't."""
        return offset_of(before, after)

    def due(self, step: Step, due: Duration | ByDay | None, name: str = "due") -> None:
        """Ask for the timer of a step's date. A day that can't be worked out means that there is none."""
        if isinstance(due, Duration):
            if name not in self.step(step.key).data.get("timers", {}):
                self.timer(step, name, after=due)
        elif due is not None and (at := self.moment(due.by)) is not None:
            self.timer(step, name, at=at, offset=offset_of(due.before, due.after))

    def close(self, step: Step, outcome: str | None = None, outputs: Mapping[str, Any] | None = None) -> None:
        """The step is done, and what comes next is decided elsewhere."""
        current = self.step(step.key)
        if LATE in self.node(step).sequences:
            self._drop(self.node(step), (LATE,), step.key.iteration)
        self._put(
            replace(
                current, state=StepState.DONE, outcome=outcome, outputs=dict(outputs or {}), ended_at=self.now
            )
        )

    def cancel_inside(self, blocks: Iterable[str], iteration: tuple[str, ...]) -> None:
        """Cancel the open steps of these blocks, in this iteration and those below it."""
        depth = len(iteration)
        region = frozenset(blocks)
        self._cancel(
            step
            for step in self.open_steps()
            if step.key.block in region and step.key.iteration[:depth] == iteration
        )

    def is_under_way(self, sequence: Sequence, iteration: tuple[str, ...]) -> bool:
        """Whether something of the sequence is open, for these items."""
        inside = frozenset[str]().union(*(self.program.nodes[item].inside for item in sequence.items))
        depth = len(iteration)
        return any(
            step.key.block in inside and step.key.iteration[:depth] == iteration for step in self.open_steps()
        )

    def _drop(self, node: Node, names: Iterable[str], iteration: tuple[str, ...]) -> None:
        """Cancel what is open in these sequences of a block."""
        for name in names:
            for item in node.sequences[name].items:
                self.cancel_inside(self.program.nodes[item].inside, iteration)

    def _cancel(self, steps: Iterable[Step]) -> None:
        for step in list(steps):
            self._put(replace(self.step(step.key), state=StepState.CANCELLED, ended_at=self.now))
            self.emit(CloseStep(step.key))
