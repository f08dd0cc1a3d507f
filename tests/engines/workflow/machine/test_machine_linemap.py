"""What the line map shows at each moment."""

from __future__ import annotations

from typing import Any

from machine_world import World
from test_machine_laptop import LAPTOP, task

from ventanilla.engines.workflow.machine.events import Cancelled, Failed
from ventanilla.engines.workflow.machine.linemap import Tracks, outline


def drawn(world: World) -> list[Any]:
    return [shown(node) for node in outline(world.program, world.state, world.facts)]


def shown(node: Any) -> Any:
    if isinstance(node, Tracks):
        return [[shown(inner) for inner in branch] for branch in node.branches]
    return f"{node.block} {node.state}{' maybe' if node.maybe else ''}"


def test_before_during_and_after() -> None:
    world = World(LAPTOP)
    assert drawn(world) == ["manager next", [["asset next"], ["workplace next"]], "delivery next"]
    world.start()
    assert drawn(world) == ["manager here", [["asset next"], ["workplace next"]], "delivery next"]
    world.finish("manager", "approved")
    world.finish("asset", "assigned")
    assert drawn(world) == ["manager done", [["asset done"], ["workplace here"]], "delivery next"]
    world.finish("workplace", "done")
    world.finish("delivery", "done")
    assert drawn(world) == ["manager done", [["asset done"], ["workplace done"]], "delivery done"]


def test_a_correction_shows_while_it_is_there() -> None:
    world = World(LAPTOP).start()
    world.finish("manager", "returned")
    ahead = [[["asset next"], ["workplace next"]], "delivery next"]
    assert drawn(world) == ["manager done", "manager~correction here", *ahead]
    world.finish("manager~correction", "answered")
    assert drawn(world) == ["manager here", *ahead]


def test_what_was_done_before_going_back_lies_ahead_again() -> None:
    world = World([task("a"), task("b"), {"go_back": {"id": "again", "to": "a"}}]).start()
    world.finish("a", "done")
    world.finish("b", "done")
    assert drawn(world) == ["a here", "b next"]


def test_a_rejection_is_where_it_stopped() -> None:
    world = World(LAPTOP).start()
    world.finish("manager", "rejected")
    assert drawn(world) == [
        "manager done",
        "manager~declined stopped",
        [["asset skipped"], ["workplace skipped"]],
        "delivery skipped",
    ]


def test_a_withdrawn_run_stops_where_it_was() -> None:
    world = World(LAPTOP).start()
    world.finish("manager", "approved")
    world.send(Cancelled("withdrawn"))
    assert drawn(world) == ["manager done", [["asset stopped"], ["workplace stopped"]], "delivery skipped"]


def test_the_branch_that_lost_a_race_was_stopped() -> None:
    branches = [[task("a")], [task("b"), task("c")]]
    world = World([{"parallel": {"id": "p", "join": "any", "branches": branches}}, task("d")]).start()
    world.finish("a", "done")
    assert drawn(world) == [[["a done"], ["b stopped", "c skipped"]], "d here"]


def test_a_way_is_foreseen_from_todays_facts_or_marked_as_a_guess() -> None:
    known = {"when": {"fact": "answers.flag", "op": "is", "value": True}, "blocks": [task("b")]}
    unknown = {"when": {"fact": "outputs.a.outcome", "op": "is", "value": "done"}, "blocks": [task("d")]}
    workflow = [
        task("a"),
        {"branch": {"id": "first", "cases": [known], "otherwise": [task("c")]}},
        {"branch": {"id": "second", "cases": [unknown]}},
    ]
    assert drawn(World(workflow).start()) == ["a here", "c next", "d next maybe"]
    assert drawn(World(workflow, {"answers.flag": True}).start()) == ["a here", "b next", "d next maybe"]


def test_what_only_steers_shows_when_something_is_wrong_with_it() -> None:
    broken = {"priority": {"divide": [1, {"fact": "answers.zero"}]}}
    workflow = [
        {"set": {"id": "up", "fields": {"priority": "high"}}},
        {"set": {"id": "bad", "fields": broken}},
        task("a"),
    ]
    assert drawn(World(workflow).start()) == ["bad problem", "a next"]


def test_a_failed_step_is_a_problem() -> None:
    world = World(LAPTOP).start()
    world.send(Failed(world.key("manager"), "nobody"))
    assert drawn(world)[0] == "manager problem"


def test_a_wait_shows_while_it_lasts() -> None:
    world = World([{"wait": {"id": "w", "for": "2 days"}}, task("a")])
    assert drawn(world) == ["a next"]
    world.start()
    assert drawn(world) == ["w here", "a next"]
    world.finish("w", "done")
    assert drawn(world) == ["a here"]


def test_what_comes_after_the_resolution_is_told_apart() -> None:
    world = World([task("work"), {"resolve": {"id": "done"}}, task("after")]).start()
    assert [(node.block, node.after) for node in outline(world.program, world.state)] == [
        ("work", False),
        ("after", True),
    ]
