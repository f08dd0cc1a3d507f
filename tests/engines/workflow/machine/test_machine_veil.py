"""The line map as it is read by whom some of its steps are kept from."""

from __future__ import annotations

from typing import Any

from machine_world import World
from test_machine_laptop import task
from test_machine_linemap import shown

from ventanilla.engines.workflow.machine import KEPT, MapNode, Station, Tracks, outline, veiled

INSIDE = {"seen_by": "team"}


def kept(name: str) -> dict[str, Any]:
    return {"task": {**task(name)["task"], **INSIDE}}


def told(world: World) -> list[MapNode]:
    nodes = outline(world.program, world.state, world.facts)
    return veiled(nodes, lambda station: world.program.keeps(station.block))


def read(world: World) -> list[Any]:
    return [shown(node) for node in told(world)]


def flat(nodes: list[MapNode]) -> list[Station]:
    return [
        stop
        for node in nodes
        for stop in (
            flat([one for way in node.branches for one in way]) if isinstance(node, Tracks) else [node]
        )
    ]


def test_those_that_follow_each_other_are_one_and_say_nothing_of_themselves() -> None:
    world = World([task("a"), kept("b"), kept("c"), task("d")]).start()
    assert read(world) == ["a here", "kept-1 next", "d next"]
    world.finish("a", "done")
    assert read(world) == ["a done", "kept-1 here", "d next"]
    world.finish("b", "done", note="secret")
    assert read(world) == ["a done", "kept-1 here", "d next"]
    world.finish("c", "done", note="secret")
    assert read(world) == ["a done", "kept-1 done", "d here"]
    (station,) = [node for node in flat(told(world)) if node.kind == KEPT]
    assert station.step is not None
    assert (station.step.key.block, station.step.outputs, station.step.outcome) == ("kept-1", {}, None)
    assert station.title == {"en": "We are working on it", "es": "Estamos en ello"}


def test_tracks_of_which_nothing_is_seen_are_one_and_one_alone_is_no_track() -> None:
    def side_by_side(*branches: list[Any]) -> World:
        return World([{"parallel": {"id": "p", "branches": list(branches)}}, task("end")]).start()

    both = side_by_side([kept("a")], [kept("b"), kept("c")], [task("d")])
    assert read(both) == [[["d here"], ["kept-1 here"]], "end next"]
    assert read(side_by_side([kept("a")], [kept("b")])) == ["kept-1 here", "end next"]
    assert read(side_by_side([kept("a"), task("b")], [kept("c")])) == [
        [["kept-1 here", "b next"], ["kept-2 here"]],
        "end next",
    ]


def test_all_that_a_kept_block_holds_and_all_that_follows_from_it_is_kept_unless_it_says_otherwise() -> None:
    told_all_the_same = {"task": {**task("open")["task"], "seen_by": "requester"}}
    group = {"group": {"id": "g", **INSIDE, "blocks": [task("a"), told_all_the_same]}}
    lead = {
        "approval": {
            "id": "lead",
            **INSIDE,
            "seats": [{"from": "requester.manager"}],
            "on": {"rejected": [task("then"), {"ask": {"id": "why", "asks": []}}]},
        }
    }
    program = World([group, lead, task("z")]).program
    assert {name for name in program.nodes if program.keeps(name)} >= {"g", "a", "lead", "then", "lead~owner"}
    assert not any(program.keeps(name) for name in ("open", "why", "z", "lead~correction"))


def test_what_may_never_come_and_what_never_came_leaves_no_trace() -> None:
    case = {"when": {"fact": "outputs.a.outcome", "op": "is", "value": "late"}, "blocks": [kept("b")]}
    world = World([task("a"), {"branch": {"id": "x", "cases": [case]}}, task("c")]).start()
    assert read(world) == ["a here", "c next"]
    world.finish("a", "done")
    assert read(world) == ["a done", "c here"]


def test_a_refusal_that_nobody_may_read_of_has_words_of_its_own() -> None:
    lead = {"approval": {"id": "lead", **INSIDE, "seats": [{"from": "service.owner"}]}}
    world = World([lead]).start()
    effects = world.finish("lead", "rejected")
    assert "can't grant" in str(effects or world.effects)
