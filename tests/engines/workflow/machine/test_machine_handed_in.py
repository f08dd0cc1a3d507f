"""What becomes of an answer that is handed in sealed, when things go wrong or change meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from machine_world import World

from ventanilla.engines.workflow.machine import StepState
from ventanilla.engines.workflow.machine.effects import (
    Late,
    OpenAsk,
    OpenSealed,
    OpenTask,
    RaiseFault,
    Remind,
)
from ventanilla.engines.workflow.machine.events import FactsChanged, Failed, HandedIn, Retried, TimerFired

DAY = {"fact": "answers.day"}
LATER = {"fact": "answers.later"}
WITHIN = {"within": "2 days", "ends": True}


def asked(**body: Any) -> World:
    ask = {"id": "offer", "sealed_until": "deadline", "deadline": WITHIN, **body}
    return World([{"ask": ask}]).start()


def handed_in(**body: Any) -> World:
    world = asked(**body)
    world.send(HandedIn(world.key("offer")))
    return world


def test_a_step_that_failed_before_its_time_isnt_opened_when_it_is_tried_again() -> None:
    world = handed_in()
    key = world.key("offer")
    world.send(Failed(key, "timer"))
    world.send(Retried(key))
    assert world.done(OpenSealed) == []
    assert world.step("offer").state is StepState.ACTIVE
    world.send(TimerFired(key, "deadline"))
    assert world.done(OpenSealed) == [OpenSealed(key)]


def test_a_seal_that_couldnt_be_opened_is_tried_again() -> None:
    world = handed_in()
    key = world.key("offer")
    world.send(TimerFired(key, "deadline"))
    world.send(Failed(key, "seal_lost"))
    world.send(Retried(key))
    assert world.done(OpenSealed) == [OpenSealed(key)]


@pytest.mark.parametrize("timer", ["due", "remind.1"])
def test_nobody_is_late_with_what_is_handed_in(timer: str) -> None:
    world = handed_in(due="1 day", remind_after="3 hours")
    world.send(TimerFired(world.key("offer"), timer))
    assert [effect for effect in world.effects if isinstance(effect, Late | Remind)] == []


def test_what_would_never_be_opened_isnt_asked() -> None:
    """The owner is told, and tries again when the day is known."""
    world = asked(deadline={"by": LATER, "ends": True})
    assert world.done(OpenAsk) == []
    assert [fault.code for fault in world.done(RaiseFault)] == ["no_moment"]
    world.facts["answers.later"] = "2027-04-01"
    world.send(Retried(world.key("offer")))
    assert len(world.done(OpenAsk)) == 1


def test_only_what_is_asked_sealed_can_be_handed_in() -> None:
    world = World([{"task": {"id": "work", "team": "it", "deadline": WITHIN}}]).start()
    key = world.key("work")
    assert world.send(HandedIn(key)).changed == ()
    world.send(TimerFired(key, "deadline"))
    assert world.step("work").outcome == "expired"


def test_what_follows_when_it_is_late_isnt_begun_twice_at_the_same_time() -> None:
    """The day was moved after it had passed, and passes again."""
    help_ = {"task": {"id": "help", "team": "it"}}
    world = World([{"task": {"id": "work", "team": "it", "deadline": {"by": DAY, "then": [help_]}}}]).start()
    passes(world, "2027-04-01")
    assert [effect.key.block for effect in world.done(OpenTask)] == ["help"]
    passes(world, "2027-05-01")
    assert world.done(OpenTask) == []
    assert len(world.done(Late)) == 1
    world.finish("help", "done")
    passes(world, "2027-06-01")
    assert [effect.key.block for effect in world.done(OpenTask)] == ["help"]


def passes(world: World, day: str) -> None:
    world.facts["answers.day"] = day
    world.send(FactsChanged())
    world.send(TimerFired(world.key("work"), "deadline"))
