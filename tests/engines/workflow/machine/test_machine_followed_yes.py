"""An approval is asked anew while what followed on its yes is under way."""

from __future__ import annotations

import pytest
from machine_world import World

from ventanilla.engines.workflow.machine.events import FactsChanged, TimerFired

MARTA = {"person": "marta@acme.example"}
TREE = [
    {"approval": {"id": "a", "seats": [MARTA], "on": {"approved": [{"task": {"id": "t", "team": "it"}}]}}},
    {"task": {"id": "end", "team": "it"}},
]


@pytest.fixture
def corrected() -> World:
    world = World(TREE).start()
    world.finish("a", "approved")
    world.send(FactsChanged((world.key("a"),)))
    assert world.here() == ["a", "t"]
    return world


def test_what_comes_after_it_waits_for_the_second_yes(corrected: World) -> None:
    corrected.finish("t", "done")
    assert corrected.here() == ["a"]
    corrected.finish("a", "approved")
    assert corrected.here() == ["end"]
    corrected.finish("end", "done")
    assert corrected.state.outcome == "fulfilled"


def test_it_waits_too_while_the_owner_decides_and_sends_it_back(corrected: World) -> None:
    corrected.finish("a", "expired")
    corrected.finish("a~owner", "returned")
    corrected.finish("a~owner~correction", "answered")
    assert corrected.here() == ["a~owner", "t"]
    corrected.finish("t", "done")
    assert corrected.here() == ["a~owner"]
    corrected.finish("a~owner", "approved")
    assert corrected.here() == ["end"]
    assert corrected.key("end").round == 1


def test_what_followed_goes_on_with_the_owners_yes_when_its_time_ran_out() -> None:
    tasks = [{"task": {"id": "t", "team": "it"}}, {"task": {"id": "u", "team": "it"}}]
    ends = {"within": "2 days", "ends": True}
    world = World(
        [{"approval": {"id": "a", "seats": [MARTA], "deadline": ends, "on": {"approved": tasks}}}]
    ).start()
    world.finish("a", "approved")
    world.send(FactsChanged((world.key("a"),)))
    world.finish("t", "done")
    world.send(TimerFired(world.key("a"), "deadline"))
    assert world.here() == ["a~owner"]
    world.finish("a~owner", "approved")
    assert world.here() == ["u"]


def test_a_way_back_behind_a_second_no_closes_what_it_leads_out_of() -> None:
    again = {"group": {"id": "g", "blocks": [{"go_back": {"id": "back", "to": "check"}}]}}
    no = [{"task": {"id": "check", "team": "it"}}, again]
    a = {"id": "a", "seats": [MARTA], "on": {"rejected": no}}
    world = World([{"approval": a}, {"task": {"id": "t", "team": "it"}}]).start()
    world.finish("a", "approved")
    world.send(FactsChanged((world.key("a"),)))
    world.finish("a", "rejected")
    world.finish("check", "done")
    assert [step.key.block for step in world.state.open_steps() if step.key.block in ("g", "check")] == [
        "check"
    ]


def test_what_has_waited_is_given_up_with_a_no(corrected: World) -> None:
    corrected.finish("t", "done")
    corrected.finish("a", "rejected")
    assert (corrected.here(), corrected.state.outcome) == ([], "declined")
    assert corrected.state.latest("end") is None


def test_what_was_given_when_the_first_was_late_isnt_asked_again_beside_the_second() -> None:
    """The second has a time of its own, which isn't over."""
    late = {"by": {"fact": "answers.day"}, "then": [{"approval": {"id": "head", "seats": [MARTA]}}]}
    tree = [
        {"approval": {"id": "a", "seats": [MARTA], "deadline": late}},
        {"task": {"id": "t", "team": "it"}},
    ]
    world = World(tree).start()
    world.send(TimerFired(world.key("a"), "deadline"))
    world.finish("head", "approved")
    world.finish("a", "approved")
    doubted = (world.key("head"), world.key("a"))
    world.send(FactsChanged(doubted))
    world.send(FactsChanged(doubted))
    assert world.here() == ["a", "t"]
