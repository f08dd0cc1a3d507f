"""The whole state of a run: one step per block reached, by block, iteration and round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from ventanilla.core.blueprint.declared import ENDED_AT

ROOT = "~"
"""The block id of the step that stands for the run itself."""

HANDED_IN = "handed_in"
"""In a step's data: since when a sealed answer to it is there."""
OPENS = "opens"
"""The timer at which sealed answers are opened, when that is not the deadline."""

GIVEN, DOUBTED, CONFIRMING, HELD = "given", "doubted", "confirming", "held"
"""In the data of the run's own step: the places of approvals that were given, that saw other answers, and that are
asked anew; and what waits for these."""

Json = Mapping[str, Any]
Place = tuple[str, tuple[str, ...]]
"""A block, and the keys of the items that it is done for."""


class StepState(StrEnum):
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = frozenset({StepState.ACTIVE, StepState.FAILED})


class StepKey(NamedTuple):
    """Which step: the block, the keys of the items it is in, and how many times it was entered."""

    block: str
    iteration: tuple[str, ...] = ()
    round: int = 1

    def __str__(self) -> str:
        """A stable text, fit for an idempotency key."""
        return "/".join([self.block, *self.iteration, str(self.round)])


ROOT_KEY = StepKey(ROOT)


@dataclass(frozen=True)
class Step:
    """One block that was reached. `outputs` and `data` hold JSON values only.

    `data` is the machine's own book-keeping: timers, ended branches, the fault. `due_at` is kept for the
    runtime, which knows the calendar; the machine only sets it for instants.
    """

    key: StepKey
    state: StepState
    started_at: datetime
    outcome: str | None = None
    outputs: Json = field(default_factory=dict)
    data: Json = field(default_factory=dict)
    ended_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the step is under way or waits for somebody to deal with its fault."""
        return self.state in OPEN

    def to_json(self) -> dict[str, Any]:
        """The step as JSON values; `from_json` gives an equal one back."""
        return {
            "block": self.key.block,
            "iteration": list(self.key.iteration),
            "round": self.key.round,
            "state": self.state.value,
            "outcome": self.outcome,
            "outputs": dict(self.outputs),
            "data": dict(self.data),
            "started_at": self.started_at.isoformat(),
            "ended_at": _written(self.ended_at),
            "due_at": _written(self.due_at),
        }

    @classmethod
    def from_json(cls, row: Json) -> Self:
        """The step that `to_json` wrote."""
        return cls(
            key=StepKey(row["block"], tuple(row["iteration"]), row["round"]),
            state=StepState(row["state"]),
            outcome=row["outcome"],
            outputs=dict(row["outputs"]),
            data=dict(row["data"]),
            started_at=datetime.fromisoformat(row["started_at"]),
            ended_at=_read(row["ended_at"]),
            due_at=_read(row["due_at"]),
        )


def places(data: Json, kept: str) -> list[Place]:
    """The places of a list in the data of the run's own step."""
    return [(block, tuple(iteration)) for block, iteration in data.get(kept, ())]


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class State(Mapping[StepKey, Step]):
    """The steps of a run. Nothing changes it: `with_steps` gives the next one."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._steps = {step.key: step for step in steps}
        self._latest: dict[tuple[str, tuple[str, ...]], Step] = {}
        for step in self._steps.values():
            place = step.key[:2]
            if place not in self._latest or self._latest[place].key.round < step.key.round:
                self._latest[place] = step

    def __getitem__(self, key: StepKey) -> Step:
        return self._steps[key]

    def __iter__(self) -> Iterator[StepKey]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)

    def __repr__(self) -> str:
        return f"State({list(self._steps.values())!r})"

    def latest(self, block: str, iteration: tuple[str, ...] = ()) -> Step | None:
        """The step of the block's last round in this iteration; None when it was never reached."""
        return self._latest.get((block, iteration))

    def open_steps(self) -> list[Step]:
        """The steps that are under way or failed, the run's own left out."""
        return [step for step in self._steps.values() if step.is_open and step.key != ROOT_KEY]

    def with_steps(self, steps: Iterable[Step]) -> State:
        """This state with these steps added or replaced."""
        return State([*{**self._steps, **{step.key: step for step in steps}}.values()])

    @property
    def started(self) -> bool:
        """Whether the run has begun."""
        return ROOT_KEY in self._steps

    @property
    def ended(self) -> bool:
        """Whether the run is over."""
        return self.started and not self._steps[ROOT_KEY].is_open

    @property
    def outcome(self) -> str | None:
        """How the run ended; None while it goes on."""
        return self._steps[ROOT_KEY].outcome if self.started else None


def output_facts(state: State, iteration: tuple[str, ...] = ()) -> dict[str, Any]:
    """The facts `outputs.<block>.<name>`, `outputs.<block>.outcome` and `outputs.<block>.ended_at`, of each block's
    last round done.

    `iteration` says for which items: what was done for these, and what was done once for all of them.
    """
    latest: dict[str, Step] = {}
    for step in state.values():
        inside = step.key.iteration == iteration[: len(step.key.iteration)]
        if step.state is not StepState.DONE or not inside or step.key == ROOT_KEY:
            continue
        known = latest.get(step.key.block)
        if known is None or known.key.round < step.key.round:
            latest[step.key.block] = step
    facts: dict[str, Any] = {}
    for block, step in latest.items():
        facts[f"outputs.{block}.{ENDED_AT}"] = step.ended_at
        facts.update(_named(f"outputs.{block}", step.outputs))
        facts[f"outputs.{block}.outcome"] = step.outcome
    return facts


def _named(name: str, values: Json) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, value in values.items():
        facts[f"{name}.{key}"] = value
        if isinstance(value, Mapping):
            facts.update({f"{name}.{key}.{column}": cell for column, cell in value.items()})
    return facts
