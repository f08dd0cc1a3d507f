"""The laptop of design.md, step by step, and the blocks that it doesn't have."""

from __future__ import annotations

from typing import Any

import pytest
from machine_world import World

from ventanilla.engines.workflow.machine import ROOT_KEY, StepKey, StepState, compile, output_facts
from ventanilla.engines.workflow.machine.effects import (
    AssignAsset,
    CancelTicket,
    CloseStep,
    Escalate,
    OpenApproval,
    OpenAsk,
    OpenTask,
    RaiseFault,
    Remind,
    Resolve,
    RunEnded,
    SendMessage,
    SetFields,
    SetTimer,
)
from ventanilla.engines.workflow.machine.events import FactsChanged, Failed, Retried, TimerFired, WentOn

MESSAGE = {"en": "Your laptop {{ outputs.asset.serial }} comes on {{ outputs.delivery.date | date }}"}
LAPTOP: list[dict[str, Any]] = [
    {
        "approval": {
            "id": "manager",
            "seats": [{"from": "requester.manager"}],
            "remind_after": "1 business day",
            "escalate_after": "3 business days",
        }
    },
    {
        "parallel": {
            "id": "preparation",
            "branches": [
                [{"assign_asset": {"id": "asset", "model": {"fact": "answers.model"}}}],
                [{"task": {"id": "workplace", "team": "facilities"}}],
            ],
        }
    },
    {
        "task": {
            "id": "delivery",
            "team": "it-equipment",
            "asks": [{"id": "date", "type": "date", "label": {"en": "When"}}],
        }
    },
    {"notify": {"id": "ready", "message": MESSAGE}},
]


def task(name: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": name, "team": "it", **more}}


@pytest.fixture
def laptop() -> World:
    return World(LAPTOP).start()


def test_the_straight_way(laptop: World) -> None:
    assert [effect.key for effect in laptop.done(OpenApproval)] == [StepKey("manager")]
    laptop.finish("manager", "approved")
    assert laptop.done(AssignAsset) == [AssignAsset(StepKey("asset"), "air", "requested_for")]
    assert laptop.here() == ["asset", "workplace"]
    laptop.finish("asset", "assigned", serial="SN-1")
    assert laptop.here() == ["workplace"]
    laptop.finish("workplace", "done")
    assert laptop.here() == ["delivery"]
    laptop.finish("delivery", "done", date="2027-03-31")
    assert laptop.effects == [
        SendMessage(StepKey("ready"), ("requester",), MESSAGE),
        Resolve("fulfilled"),
        RunEnded("fulfilled"),
    ]
    facts = output_facts(laptop.state)
    assert facts["outputs.asset.serial"] == "SN-1"
    assert facts["outputs.delivery.date"] == "2027-03-31"
    assert facts["outputs.manager.outcome"] == "approved"


def test_a_rejection_closes_the_ticket_as_declined(laptop: World) -> None:
    laptop.finish("manager", "rejected", comment="Not this year")
    assert laptop.effects == [CancelTicket("declined"), RunEnded("declined")]
    assert laptop.step("manager~declined").state is StepState.DONE
    assert laptop.state.outcome == "declined"


def test_a_return_lets_the_requester_correct_and_asks_again(laptop: World) -> None:
    laptop.finish("manager", "returned", comment="Which size?")
    (ask,) = laptop.done(OpenAsk)
    assert (ask.key.block, ask.block.amend, ask.block.to) == ("manager~correction", True, "requester")
    laptop.finish("manager~correction", "answered")
    (again,) = laptop.done(OpenApproval)
    assert again.key == StepKey("manager", (), 2)
    laptop.finish("manager", "approved")
    assert laptop.here() == ["asset", "workplace"]


def test_returning_for_ever_becomes_a_fault_for_the_owner(laptop: World) -> None:
    for _ in range(10):
        laptop.finish("manager", "returned")
        laptop.finish("manager~correction", "answered")
    laptop.finish("manager", "returned")
    laptop.finish("manager~correction", "answered")
    assert laptop.effects == [RaiseFault(StepKey("manager~again", (), 11), "too_many_rounds", "10")]


def test_reminders_repeat_and_escalation_comes_once(laptop: World) -> None:
    key = StepKey("manager")
    moved = laptop.send(TimerFired(key, "remind.1"))
    assert [type(effect) for effect in moved.effects] == [Remind, SetTimer]
    assert laptop.timers[-1].name == "remind.2"
    assert laptop.send(TimerFired(key, "remind.1")).effects == ()
    assert laptop.send(TimerFired(key, "escalate")).effects == (Escalate(key),)
    assert laptop.send(TimerFired(key, "escalate")).effects == ()


def test_an_approval_that_expires_goes_to_the_service_owner() -> None:
    approval = {"id": "manager", "seats": [{"from": "requester.manager"}], "expire_after": "5 business days"}
    world = World([{"approval": approval}]).start()
    world.send(TimerFired(StepKey("manager"), "expire"))
    assert world.step("manager").outcome == "expired"
    assert {CloseStep, OpenApproval} <= {type(effect) for effect in world.effects}
    assert world.here() == ["manager~owner"]
    world.finish("manager~owner", "rejected")
    assert world.state.outcome == "declined"


def test_an_empty_stock_is_filled_up_and_tried_again(laptop: World) -> None:
    laptop.finish("manager", "approved")
    laptop.finish("asset", "none_left")
    (restock,) = laptop.done(OpenTask)
    assert (restock.key.block, restock.block.team) == ("asset~restock", "service.owner")
    laptop.finish("asset~restock", "done")
    assert laptop.done(AssignAsset) == [AssignAsset(StepKey("asset", (), 2), "air", "requested_for")]
    assert laptop.here() == ["asset", "workplace"]


def test_a_package_may_say_what_an_outcome_means() -> None:
    asset = {"id": "asset", "model": "air", "on": {"none_left": [task("buy")]}}
    world = World([{"assign_asset": asset}, task("delivery")]).start()
    world.finish("asset", "none_left")
    assert world.here() == ["buy"]
    world.finish("buy", "done")
    assert world.here() == ["delivery"]


def test_an_empty_reaction_means_to_go_on() -> None:
    approval = {"id": "ok", "seats": [{"from": "service.owner"}], "on": {"rejected": []}}
    world = World([{"approval": approval}, task("next")]).start()
    world.finish("ok", "rejected")
    assert world.here() == ["next"]


@pytest.mark.parametrize(("join", "ends_after"), [("all", 3), ("any", 1), (2, 2)])
def test_a_join_waits_for_as_many_branches_as_it_says(join: Any, ends_after: int) -> None:
    branches = [[task("a")], [task("b")], [task("c")]]
    world = World([{"parallel": {"id": "p", "branches": branches, "join": join}}, task("after")]).start()
    for count, name in enumerate("abc"[:ends_after], 1):
        assert "after" not in world.here()
        world.finish(name, "done")
        assert (world.here() == ["after"]) == (count == ends_after)
    assert [effect.key.block for effect in world.done(CloseStep)] == list("abc"[ends_after:])


def test_a_choice_of_way_takes_the_first_case_that_holds() -> None:
    flag = {"fact": "answers.flag", "op": "is", "value": True}
    cases = [{"when": flag, "blocks": [task("a")]}, {"when": True, "blocks": [task("b")]}]
    branch = {"branch": {"id": "which", "cases": cases, "otherwise": [task("c")]}}
    assert World([branch]).start().here() == ["b"]
    assert World([branch], {"answers.flag": True}).start().here() == ["a"]


def test_a_later_block_sees_the_fields_that_an_earlier_one_set() -> None:
    urgent = {"fact": "ticket.priority", "op": "is", "value": "high"}
    world = World(
        [
            {"set": {"id": "up", "fields": {"priority": "high"}}},
            {"branch": {"id": "which", "cases": [{"when": urgent, "blocks": [task("fast")]}]}},
        ],
        {"ticket.priority": "low"},
    ).start()
    assert world.done(SetFields) == [SetFields(StepKey("up"), {"priority": "high"})]
    assert world.here() == ["fast"]


def test_a_rule_that_cannot_be_computed_is_a_fault_and_not_a_way() -> None:
    broken = {"fact": "answers.zero", "op": "is", "value": {"divide": [1, {"fact": "answers.zero"}]}}
    branch = {"id": "which", "cases": [{"when": broken, "blocks": [task("a")]}], "otherwise": [task("b")]}
    world = World([{"branch": branch}]).start()
    assert [effect.code for effect in world.done(RaiseFault)] == ["rule.division_by_zero"]
    world.facts["answers.zero"] = 4
    world.send(Retried(StepKey("which")))
    assert world.step("which").key.round == 2
    assert world.here() == ["b"]


def test_a_rule_whose_fault_does_not_matter_is_no_fault() -> None:
    broken = {"fact": "answers.zero", "op": "is", "value": {"divide": [1, {"fact": "answers.zero"}]}}
    guarded = {"all": [{"fact": "answers.zero", "op": "gt", "value": 0}, broken]}
    branch = {"id": "which", "cases": [{"when": guarded, "blocks": [task("a")]}], "otherwise": [task("b")]}
    assert World([{"branch": branch}]).start().here() == ["b"]


def test_a_wait_for_a_rule_ends_when_the_facts_change() -> None:
    wait = {"id": "w", "when": {"fact": "answers.flag", "op": "is", "value": True}}
    world = World([{"wait": wait}, task("next")]).start()
    assert world.send(FactsChanged()).changed == ()
    world.facts["answers.flag"] = True
    world.send(FactsChanged())
    assert world.here() == ["next"]


def test_a_wait_for_another_branch_ends_with_it() -> None:
    wait = {"wait": {"id": "w", "when": {"fact": "outputs.a.outcome", "op": "is", "value": "done"}}}
    world = World([{"parallel": {"id": "p", "branches": [[task("a")], [wait, task("b")]]}}]).start()
    world.finish("a", "done")
    assert world.here() == ["b"]


def test_going_back_closes_what_is_open_in_between() -> None:
    again = {"go_back": {"id": "again", "to": "a", "max": 1}}
    workflow = [task("a"), {"group": {"id": "g", "blocks": [task("b"), again]}}, task("c")]
    world = World(workflow).start()
    world.finish("a", "done")
    world.finish("b", "done")
    assert (world.here(), world.step("a").key.round, world.step("g").state) == (["a"], 2, StepState.CANCELLED)
    world.finish("a", "done")
    world.finish("b", "done")
    assert world.step("again").state is StepState.FAILED
    world.send(WentOn(world.key("again")))
    assert world.here() == ["c"]


def test_nobody_to_ask_is_a_fault_that_can_be_tried_again(laptop: World) -> None:
    moved = laptop.send(Failed(StepKey("manager"), "nobody", "no manager"))
    assert moved.effects == (
        CloseStep(StepKey("manager")),
        RaiseFault(StepKey("manager"), "nobody", "no manager"),
    )
    laptop.send(Retried(StepKey("manager")))
    assert laptop.key("manager").round == 2
    laptop.finish("manager", "approved")
    assert laptop.here() == ["asset", "workplace"]


def test_going_on_takes_the_outputs_that_somebody_gave(laptop: World) -> None:
    laptop.finish("manager", "approved")
    laptop.send(Failed(StepKey("asset"), "stock_gone"))
    laptop.send(WentOn(StepKey("asset"), {"serial": "by hand"}))
    assert laptop.step("asset").outcome == "assigned"
    assert output_facts(laptop.state)["outputs.asset.serial"] == "by hand"


def test_what_follows_a_resolution_is_aftercare() -> None:
    world = World([{"resolve": {"id": "r", "outcome": "solved"}}, task("survey")]).start()
    assert world.done(Resolve) == [Resolve("solved")]
    assert world.here() == ["survey"]
    world.finish("survey", "done")
    assert world.effects == [RunEnded("solved")]


def test_a_ticket_resolved_before_is_not_cancelled_by_its_aftercare() -> None:
    world = World([{"resolve": {"id": "r"}}, {"cancel": {"id": "c", "outcome": "expired"}}]).start()
    assert world.effects == [Resolve("fulfilled"), RunEnded("expired")]


def test_an_empty_workflow_ends_at_once() -> None:
    world = World([]).start()
    assert world.effects == [Resolve("fulfilled"), RunEnded("fulfilled")]
    assert world.state[ROOT_KEY].outcome == "fulfilled"


def test_two_blocks_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two blocks are called a"):
        World([task("a"), task("a")])


def test_a_task_whose_holder_is_nobody_is_a_fault() -> None:
    world = World([{"task": {"id": "t", "holder": {"fact": "answers.nobody"}}}]).start()
    assert world.effects == [RaiseFault(StepKey("t"), "nobody")]


def test_an_incident_ends_as_solved() -> None:
    assert compile((), outcome="solved").outcome == "solved"
