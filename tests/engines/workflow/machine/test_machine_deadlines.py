"""A block's own deadline holds for as long as the block is open, with a fault or without."""

from __future__ import annotations

from typing import Any

import pytest
from machine_world import World

from ventanilla.engines.workflow.machine import StepState
from ventanilla.engines.workflow.machine.effects import CloseStep, Late, MoveTask, OpenTask, Remind, SetTimer
from ventanilla.engines.workflow.machine.events import (
    FactsChanged,
    Failed,
    Finished,
    Retried,
    TimerFired,
    WentOn,
)

NOTE = {"notify": {"id": "told", "message": {"en": "Late"}}}
CALL = {"task": {"id": "call", "team": "it"}}
NEXT = {"task": {"id": "next", "team": "it"}}
ENDS = {"within": "2 days", "ends": True}
BESIDE = {"within": "2 days", "then": [CALL, NOTE]}


def task(deadline: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"task": {"id": "t", "team": "it", "deadline": deadline, **more}}


def late(world: World) -> None:
    world.send(TimerFired(world.key("t"), "deadline"))


def test_a_failed_step_ends_as_expired_and_what_follows_that_is_done() -> None:
    world = World([task(ENDS, on={"expired": [CALL]}), NEXT]).start()
    world.send(Failed(world.key("t"), "no_holder"))
    (closed,) = world.done(CloseStep)
    assert closed.keeps == ("deadline",), "its own deadline goes on"
    late(world)
    assert (world.step("t").state, world.step("t").outcome) == (StepState.DONE, "expired")
    assert [effect.keeps for effect in world.done(CloseStep)] == [()], "the owner's task is closed"
    assert world.here() == ["call"]
    late(world)
    assert world.here() == ["call"], "once"


def test_what_is_done_when_a_step_is_late_is_done_beside_its_fault_too_and_ends_with_it() -> None:
    world = World([task(BESIDE), NEXT]).start()
    world.send(Failed(world.key("t"), "no_holder"))
    late(world)
    assert world.done(Late)
    assert world.here() == ["call", "t"]
    world.finish("call", "done")
    assert world.step("told").state is StepState.DONE, "all of it, one after the other"
    world.send(WentOn(world.key("t")))
    assert world.here() == ["next"]


def test_what_is_under_way_beside_a_late_step_outlives_its_fault_but_not_its_next_round() -> None:
    world = World([task(BESIDE)]).start()
    late(world)
    world.send(Failed(world.key("t"), "no_holder"))
    assert world.here() == ["call", "t"]
    world.send(Retried(world.key("t")))
    assert world.step("call").state is StepState.CANCELLED
    assert world.here() == ["t"]
    assert [effect.name for effect in world.done(SetTimer)] == ["deadline"], "its time begins anew"


def test_what_fails_as_soon_as_it_is_reached_has_its_deadline_too() -> None:
    broken = {"divide": [1, {"fact": "answers.zero"}]}
    world = World(
        [{"grant": {"id": "t", "access": broken, "label": {"en": "VPN"}, "deadline": ENDS}}]
    ).start()
    assert world.step("t").state is StepState.FAILED
    late(world)
    assert world.step("t").outcome == "expired"


def test_a_day_that_is_corrected_moves_the_deadline_of_a_failed_step() -> None:
    world = World([task({"by": {"fact": "answers.day"}, "ends": True})]).start()
    world.send(Failed(world.key("t"), "no_holder"))
    world.facts["answers.day"] = "2027-04-02"
    world.send(FactsChanged())
    assert [effect.at.isoformat() for effect in world.done(SetTimer)] == ["2027-04-02"]


def approval(**more: Any) -> dict[str, Any]:
    return {
        "approval": {"id": "t", "seats": [{"from": "requester.manager"}], "expire_after": "2 days", **more}
    }


def expire(world: World) -> None:
    world.send(TimerFired(world.key("t"), "expire"))


@pytest.mark.parametrize(
    ("more", "outcome", "here"),
    [
        ({"on": {"expired": [CALL]}}, "expired", ["call"]),
        ({}, "expired", ["t~owner"]),
        ({"if_expired": "rejected", "on": {"rejected": [CALL]}}, "rejected", ["call"]),
    ],
)
def test_the_time_of_an_approval_runs_out_though_nobody_can_be_found_to_decide(
    more: dict[str, Any], outcome: str, here: list[str]
) -> None:
    world = World([approval(**more), NEXT]).start()
    world.send(Failed(world.key("t"), "no_approver"))
    (closed,) = world.done(CloseStep)
    assert closed.keeps == ("expire",)
    expire(world)
    assert (world.step("t").state, world.step("t").outcome) == (StepState.DONE, outcome)
    assert world.done(CloseStep), "the owner's task is closed"
    assert world.here() == here


def test_where_nobody_was_asked_silence_is_no_yes() -> None:
    world = World([approval(if_expired="approved"), NEXT]).start()
    world.send(Failed(world.key("t"), "no_approver"))
    (closed,) = world.done(CloseStep)
    assert closed.keeps == ()
    expire(world)
    assert (world.step("t").state, world.here()) == (StepState.FAILED, ["t"])
    world.send(Retried(world.key("t")))
    assert [effect.name for effect in world.done(SetTimer)] == ["expire"], "its time begins anew"
    expire(world)
    assert world.here() == ["next"]


def test_an_approval_that_fails_as_soon_as_it_is_reached_expires_too() -> None:
    broken = {"holder": {"divide": [1, {"fact": "answers.zero"}]}}
    world = World([approval(seats=[broken], on={"expired": [CALL]}), NEXT]).start()
    assert world.step("t").state is StepState.FAILED
    expire(world)
    assert world.here() == ["call"]
    silent = World([approval(seats=[broken], if_expired="approved"), NEXT]).start()
    assert silent.done(SetTimer) == []


def test_what_goes_on_beside_a_fault_is_reminded_and_expires() -> None:
    other = {"task": {"id": "other", "team": "it"}}
    world = World(
        [
            {
                "parallel": {
                    "id": "both",
                    "branches": [[other], [approval(remind_after="1 day", on={"expired": []})]],
                }
            }
        ]
    ).start()
    world.send(Failed(world.key("other"), "no_holder"))
    world.send(TimerFired(world.key("t"), "remind.1"))
    assert world.done(Remind)
    expire(world)
    assert (world.step("t").outcome, world.here()) == ("expired", ["other"])


def test_reminders_of_a_failed_step_stand_still() -> None:
    world = World([task(ENDS, remind_after="1 day")]).start()
    world.send(Failed(world.key("t"), "no_holder"))
    world.send(TimerFired(world.key("t"), "remind.1"))
    assert world.effects == []


def test_a_task_moves_to_whoever_the_answers_name_now_and_only_then() -> None:
    world = World([{"task": {"id": "t", "holder": {"fact": "answers.buddy"}}}]).start()
    assert [effect.holder for effect in world.done(OpenTask)] == ["7"]
    world.send(FactsChanged())
    assert world.done(MoveTask) == []
    world.facts["answers.buddy"] = "8"
    world.send(FactsChanged())
    assert [(effect.key, effect.holder) for effect in world.done(MoveTask)] == [(world.key("t"), "8")]
    world.send(FactsChanged())
    assert world.done(MoveTask) == []
    world.facts["answers.buddy"] = None
    world.send(FactsChanged())
    assert (world.done(MoveTask), world.here()) == ([], ["t"]), "nobody named: who has it keeps it"
    world.facts["answers.buddy"] = "7"
    world.send(FactsChanged())
    assert [effect.holder for effect in world.done(MoveTask)] == ["7"]


def test_a_question_moves_with_its_address_and_what_is_done_or_failed_does_not() -> None:
    asked = {"ask": {"id": "t", "to": {"fact": "answers.buddy"}}}
    world = World(
        [{"parallel": {"id": "p", "branches": [[asked], [{"task": {"id": "other", "team": "it"}}]]}}]
    )
    world.start()
    world.facts["answers.buddy"] = "8"
    world.send(FactsChanged())
    assert [effect.holder for effect in world.done(MoveTask)] == ["8"]
    world.send(Failed(world.key("t"), "no_holder"))
    world.facts["answers.buddy"] = "9"
    world.send(FactsChanged())
    assert world.done(MoveTask) == []
    world.send(WentOn(world.key("t")))
    world.send(Finished(world.key("other"), "done"))
    assert world.state.ended
