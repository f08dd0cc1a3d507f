"""A little world around the machine: it keeps the state, the clock and the timers, and drops nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from ventanilla.core.blueprint.blocks import Blocks
from ventanilla.engines.workflow.machine import Advance, Program, State, Step, StepKey, advance, compile
from ventanilla.engines.workflow.machine.effects import SetTimer
from ventanilla.engines.workflow.machine.events import Event, Finished, Started

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
FACTS = {
    "answers.model": "air",
    "answers.flag": False,
    "answers.zero": 0,
    "answers.day": "2027-03-31",
    "answers.opens": "2027-04-02T10:00:00Z",
    "answers.buddy": "7",
    "answers.mail": "somebody@elsewhere.example",
    "answers.rows": [{"id": "a", "price": 3}, {"id": "b", "price": 4}],
    "answers.none": [],
    "answers.twice": ["same", "same"],
    "now": MONDAY,
}


class World:
    """One run, moved by events; every event comes a minute after the last."""

    def __init__(self, workflow: Iterable[Any], facts: dict[str, Any] | None = None) -> None:
        blocks = TypeAdapter(Blocks).validate_python(tuple(workflow))
        self.program: Program = compile(blocks)
        self.state = State()
        self.facts = {**FACTS, **(facts or {})}
        self.now = MONDAY
        self.timers: list[SetTimer] = []
        self.effects: list[Any] = []

    def start(self) -> World:
        self.send(Started())
        return self

    def send(self, event: Event) -> Advance:
        self.now += timedelta(minutes=1)
        moved = advance(self.program, self.state, event, self.facts, self.now)
        self.state = moved.state
        self.effects = list(moved.effects)
        self.timers.extend(effect for effect in moved.effects if isinstance(effect, SetTimer))
        return moved

    def finish(self, block: str, outcome: str, **outputs: Any) -> Advance:
        """End the block's open step."""
        return self.send(Finished(self.key(block), outcome, outputs))

    def key(self, block: str) -> StepKey:
        return self.step(block).key

    def step(self, block: str) -> Step:
        step = self.state.latest(block)
        assert step is not None, f"{block} was never reached"
        return step

    def here(self) -> list[str]:
        """The blocks that somebody or something is waited for."""
        places = [
            step for step in self.state.open_steps() if not self.program.nodes[step.key.block].is_container
        ]
        return sorted(step.key.block for step in places)

    def done(self, kind: type) -> list[Any]:
        """The effects of this kind that the last event had."""
        return [effect for effect in self.effects if isinstance(effect, kind)]
