"""Two workers at one request: threads with connections of their own, that do whatever may happen to it, twice, late,
in any order and at the same time; and a witness of what its workflow was told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Condition
from typing import Any

import pytest
from django.db import connections, transaction

from tests.durability.acting import OTHER_ANSWERS, Happening, expected, jobs_left, next_instant, surprising
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.rules import Surroundings
from ventanilla.engines.integrations.calls import Busy
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import RunState
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.runtime import engine, store
from ventanilla.engines.workflow.runtime.perform import Performer
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.facts import surroundings
from ventanilla.records.tickets.models import Ticket

MOST_TURNS = 600  # of each worker
MOST_LEAPS = 40  # a rule that never holds is looked at every day
PAUSE_SECONDS = 0.005


@dataclass
class Heard:
    """One event that the machine was told of, with all that it knew then."""

    run: int
    event: machine.Event
    facts: dict[str, Any]
    at: datetime
    surroundings: Surroundings
    kept: bool = False

    def keep(self) -> None:
        """Its transaction was committed."""
        self.kept = True


class Witness:
    """Sees every event of every run in the order in which it happened, for the ticket's row is locked by then."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.heard: list[Heard] = []
        take = engine._take

        def seen(scene: Scene, event: machine.Event, carry_out: Performer) -> list[machine.Event]:
            where = surroundings(scene.ticket.department)
            heard = Heard(scene.run.pk, event, dict(scene.facts), clock.now(), where)
            self.heard.append(heard)
            transaction.on_commit(heard.keep)
            return take(scene, event, carry_out)

        patch.setattr(engine, "_take", seen)

    def replayed(self, run: Run) -> Iterator[tuple[machine.State, machine.Advance]]:
        """The same events in the pure machine, one after another: the state before each, and what it brought."""
        program, state = store.program_of(run.version, run.ticket.part), machine.State()
        for heard in [heard for heard in self.heard if heard.kept and heard.run == run.pk]:
            moved = machine.advance(
                program, state, heard.event, heard.facts, heard.at, surroundings=heard.surroundings
            )
            yield state, moved
            state = moved.state


@dataclass
class Race:
    """A request until its run has ended. `now` is what the clocks of both workers say."""

    ticket: Ticket
    now: datetime
    past: list[Happening] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    last: Happening | None = None
    idle: int = 0
    leaps: int = 0
    waits_for_nothing: bool = False
    _turn: Condition = field(default_factory=Condition)

    def run(self, *seeds: int) -> None:
        """Until its run has ended, or waits for what will never come. Raises what a worker couldn't bear."""
        with ThreadPoolExecutor(len(seeds)) as workers:
            for done in [workers.submit(self._work, Random(seed), len(seeds)) for seed in seeds]:
                done.result()
        if self.errors:
            raise self.errors[0]

    def repeat_all(self) -> None:
        """Everything that has happened happens once more, far too late; but other answers are news to what goes on."""
        for happening in list(self.past):
            if not (self.waits_for_nothing and happening.name == OTHER_ANSWERS):
                self._happens(happening)

    def _work(self, chance: Random, workers: int) -> None:
        try:
            for _ in range(MOST_TURNS):
                if self.errors or self.waits_for_nothing or self._over():
                    return
                with clock.frozen(self.now):
                    self._act(chance, workers)
            raise AssertionError(f"it doesn't come to an end: {[one.name for one in self.past[-40:]]}")
        except BaseException as error:  # whatever it was, the other one stops too
            self.errors.append(error)
        finally:
            connections.close_all()

    def _over(self) -> bool:
        return not Run.objects.filter(ticket=self.ticket, state=RunState.RUNNING).exists() and not jobs_left()

    def _act(self, chance: Random, workers: int) -> None:
        happening = self._chosen(chance)
        if happening is None:
            self._wait(workers)
            return
        with self._turn:
            self.last, self.idle = happening, 0
        self._happens(happening)
        self.past.append(happening)
        self.leaps = self.leaps if happening.name == "timers" else 0
        with self._turn:
            self.last, self.idle = None, 0

    def _chosen(self, chance: Random) -> Happening | None:
        """Mostly what is waited for; often the very thing that the other one is doing just now; now and then what was
        done before, or what nobody expects."""
        doing, kind = self.last, chance.random()
        if doing is not None and kind < 0.4:
            return doing
        if self.past and kind < 0.5:
            return chance.choice(self.past)
        if kind > 0.97:
            return chance.choice(surprising(self.ticket, chance))
        if kind > 0.92:
            self._leap()
        waiting = expected(self.ticket, chance)
        return chance.choice(waiting) if waiting else None

    def _happens(self, happening: Happening) -> None:
        with suppress(Refusal, Busy):  # it is over, or the other one is at it
            happening.happen()

    def _wait(self, workers: int) -> None:
        """Nothing is left to do: when the other one finds nothing either, the clock goes on; or nothing will come."""
        with self._turn:
            self.idle += 1
            if self.idle <= 2 * workers or self.last is not None:
                self._turn.wait(PAUSE_SECONDS)
                return
            self.idle = 0
        if not self._leap():
            self.waits_for_nothing = True

    def _leap(self) -> bool:
        """The clock goes on to where it brings something itself; False when it never does."""
        at, self.leaps = next_instant(), self.leaps + 1
        if at is None or self.leaps > MOST_LEAPS:
            return False
        self.now = max(self.now, at)
        return True
