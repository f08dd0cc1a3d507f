"""A run played through without anything happening: the same machine, and a clock that jumps to the next event.

What effects mean is for the world to say; it answers with what would be told of them, and with the events that they
bring about. A kind of effect that the world knows nothing of ends by the block's first outcome: so a new block can be
played before anybody has written how.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ventanilla.core.blueprint.blocks import Ask
from ventanilla.core.rules import Surroundings
from ventanilla.engines.workflow.machine.advance import NOWHERE, advance
from ventanilla.engines.workflow.machine.effects import Effect, OpenSealed, SetTimer
from ventanilla.engines.workflow.machine.events import (
    Event,
    FactsChanged,
    Failed,
    Finished,
    HandedIn,
    Started,
    TimerFired,
)
from ventanilla.engines.workflow.machine.program import DEADLINE, Program
from ventanilla.engines.workflow.machine.steps import State, Step, StepKey, StepState

MOST_EVENTS = 500
MOST_REMINDERS = 3


@dataclass(frozen=True)
class Choice:
    """What somebody is assumed to do with a step. Without an outcome it is the block's first one.

    `never`: nobody does anything, so that only time goes on. `after` moves it behind the moment when it was asked.
    `really_at`: when it was done in what is played again.
    """

    outcome: str | None = None
    outputs: Mapping[str, Any] = field(default_factory=dict)
    after: Any = None
    never: bool = False
    really_at: datetime | None = None


USUAL = Choice()


@dataclass(frozen=True)
class Choices:
    """The choices by block, one for each round; the rounds after the last one go as usual. `for_item` are those of
    one item of a loop alone, by block and the keys of the items that it is in."""

    of: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    for_item: Mapping[tuple[str, tuple[str, ...]], Sequence[Choice]] = field(default_factory=dict)

    def about(self, key: StepKey) -> Sequence[Choice]:
        """All that is assumed about the step, in any round."""
        return self.for_item.get((key.block, key.iteration)) or self.of.get(key.block, ())

    def every(self) -> Iterator[Choice]:
        """All of them, in no order."""
        yield from itertools.chain(*self.of.values(), *self.for_item.values())

    def at(self, key: StepKey) -> Choice:
        """What is assumed for this step. Blocks that the machine made are named as in the package, or in full."""
        given = self.about(key)
        return given[key.round - 1] if key.round <= len(given) else USUAL


@dataclass(frozen=True)
class Answer:
    """What the world makes of an effect: whether somebody has to do something, and what follows at once, or `at` a
    later instant."""

    opens: bool = False
    events: tuple[Event, ...] = ()
    at: datetime | None = None


class World(Protocol):
    """Everything around a run, as far as playing it needs."""

    def move_to(self, at: datetime) -> None:
        """The clock stands at this instant from now on."""

    def facts(self, state: State) -> Mapping[str, Any]: ...

    def meet(self, effect: Effect, state: State) -> Answer | None:
        """Tell of an effect; None for a kind that it knows nothing of."""

    def fires_at(self, timer: SetTimer) -> datetime: ...

    def outputs_of(self, key: StepKey, choice: Choice) -> Mapping[str, Any]:
        """What the step leaves behind: what was chosen, and for questions without a choice some plausible answer."""

    def chosen_at(self, choice: Choice) -> datetime:
        """When somebody does what was chosen, counted from the present instant."""

    def doubted(self) -> tuple[StepKey, ...]:
        """The approvals that saw other answers than those that count by now."""


@dataclass(frozen=True)
class Played:
    """How it went: the last state, when, and what it still waits for."""

    state: State
    at: datetime
    waits_for: tuple[StepKey, ...] = ()

    @property
    def ended(self) -> bool:
        return self.state.ended


@dataclass(order=True)
class _Appointment:
    at: datetime
    turn: int
    event: Event = field(compare=False)


class _Play:
    def __init__(
        self, program: Program, world: World, choices: Choices, at: datetime, surroundings: Surroundings
    ) -> None:
        self.program, self.world, self.choices = program, world, choices
        self.at, self.surroundings = at, surroundings
        self.state = State()
        self.appointments: list[_Appointment] = []
        self.turns = itertools.count()
        self.asked: set[StepKey] = set()
        self.sealed: dict[StepKey, Finished] = {}

    def run(self) -> Played:
        self.world.move_to(self.at)
        self._let(Started())
        for _count in range(MOST_EVENTS):
            if self.state.ended:
                break
            if self.appointments:
                self._keep(heapq.heappop(self.appointments))
            elif not self._go_on():
                break
        return Played(self.state, self.at, tuple(step.key for step in self._waiting()))

    def _keep(self, due: _Appointment) -> None:
        if not self._still_wanted(due.event):
            return
        self.at = max(self.at, due.at)
        self.world.move_to(self.at)
        if doubted := self.world.doubted():
            self._let(FactsChanged(doubted))
        if self._still_wanted(due.event):
            self._let(due.event)

    def _still_wanted(self, event: Event) -> bool:
        """Timers of steps that are over don't fire, and nobody is reminded for ever."""
        step = self.state.get(getattr(event, "key", None))  # type: ignore[arg-type]
        if step is None or not isinstance(event, TimerFired):
            return step is not None and step.state is StepState.ACTIVE
        if step.state is not StepState.ACTIVE and not (step.is_open and event.name == DEADLINE):
            return False
        _kind, _dot, count = event.name.partition(".")
        return not count.isdecimal() or int(count) <= MOST_REMINDERS

    def _let(self, first: Event) -> None:
        """Let an event happen, with everything that follows at once."""
        waiting = [first]
        for _count in range(MOST_EVENTS):
            if not waiting:
                return
            moved = advance(
                self.program,
                self.state,
                waiting.pop(0),
                self.world.facts,
                self.at,
                surroundings=self.surroundings,
            )
            self.state = moved.state
            for effect in moved.effects:
                waiting += self._meet(effect)

    def _meet(self, effect: Effect) -> list[Event]:
        if isinstance(effect, SetTimer):
            self._appoint(self.world.fires_at(effect), TimerFired(effect.key, effect.name))
            return []
        answer = self.world.meet(effect, self.state)
        if isinstance(effect, OpenSealed):
            return [self.sealed[effect.key]]
        key = getattr(effect, "key", None)
        if answer is None:
            answer = Answer(opens=key is not None and bool(self._outcomes(key)))
        if answer.opens and key is not None:
            self._ask(key)
        if answer.at is None:
            return list(answer.events)
        for event in answer.events:
            self._appoint(answer.at, event)
        return []

    def _ask(self, key: StepKey) -> None:
        choice = self.choices.at(key)
        self.asked.add(key)
        if not choice.never:
            self._appoint(self.world.chosen_at(choice), self._handed_in(key, self._done(key, choice)))

    def _handed_in(self, key: StepKey, done: Event) -> Event:
        """What is answered sealed is put away until it is opened."""
        block = self.program.nodes[key.block].block if key.block in self.program.nodes else None
        if not isinstance(block, Ask) or block.sealed_until is None or not isinstance(done, Finished):
            return done
        self.sealed[key] = done
        return HandedIn(key)

    def _done(self, key: StepKey, choice: Choice) -> Event:
        outcomes = self._outcomes(key)
        if choice.outcome is not None and choice.outcome not in outcomes:
            return Failed(key, "unknown_outcome", choice.outcome)
        return Finished(key, choice.outcome or outcomes[0], self.world.outputs_of(key, choice))

    def _outcomes(self, key: StepKey) -> tuple[str, ...]:
        node = self.program.nodes.get(key.block)
        return node.block.outcomes if node else ()

    def _appoint(self, at: datetime, event: Event) -> None:
        heapq.heappush(self.appointments, _Appointment(at, next(self.turns), event))

    def _go_on(self) -> bool:
        """Nothing is to come: a step for which something was chosen, such as a wait for a rule, comes to its end."""
        for step in self._waiting():
            chosen = self.choices.about(step.key)
            if chosen and step.key not in self.asked and not self.choices.at(step.key).never:
                self._ask(step.key)
                return True
        return False

    def _waiting(self) -> list[Step]:
        """The innermost steps that are under way or have a fault."""
        steps = self.state.open_steps()
        return [step for step in steps if not self.program.nodes[step.key.block].is_container]


def play(
    program: Program,
    world: World,
    *,
    at: datetime,
    choices: Choices | None = None,
    surroundings: Surroundings = NOWHERE,
) -> Played:
    """Play a run from its beginning at an aware instant until it ends, or waits for what nobody does.

    It stops after MOST_EVENTS events; nothing outside of the world is touched.
    """
    return _Play(program, world, choices or Choices(), at, surroundings).run()
