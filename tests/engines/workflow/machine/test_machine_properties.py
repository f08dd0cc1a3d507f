"""What holds for any tree and any order of events (design.md, "The workflow machine")."""

from __future__ import annotations

import json
import os
from collections import Counter
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from machine_happenings import awaited, correct, corrected, next_done, surprising
from machine_promises import check, check_join, check_seals
from machine_trees import BLOCKS, trees
from machine_world import FACTS, World

from ventanilla.core.blueprint.blocks import Deadline, walk
from ventanilla.engines.workflow.machine import ROOT_KEY, Advance, State, Step, StepKey, StepState, advance
from ventanilla.engines.workflow.machine.ahead import ahead
from ventanilla.engines.workflow.machine.effects import (
    CancelTicket,
    CloseStep,
    Late,
    OpenApproval,
    OpenAsk,
    OpenTask,
    RaiseFault,
    Resolve,
    RunEnded,
    SendMessage,
)
from ventanilla.engines.workflow.machine.events import (
    AskedAnew,
    Cancelled,
    Event,
    FactsChanged,
    Started,
    TimerFired,
)
from ventanilla.engines.workflow.machine.linemap import Progress, Station, Tracks, outline
from ventanilla.engines.workflow.machine.program import MADE
from ventanilla.engines.workflow.machine.steps import HANDED_IN
from ventanilla.engines.workflow.machine.veil import KEPT, veiled

MANY = settings(
    max_examples=int(os.environ.get("MACHINE_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def coming(world: World, past: list[Event], data: st.DataObject) -> Event:
    expected = awaited(world)
    if expected and data.draw(st.integers(0, 4)):
        return data.draw(st.sampled_from(expected))
    return data.draw(st.sampled_from(surprising(world, past)))


@MANY
@given(trees(), st.data())
def test_any_tree_and_any_order_of_events_keeps_every_promise(tree: Any, data: st.DataObject) -> None:
    world = World(tree)
    past: list[Event] = [Started()]
    world.send(past[0])
    check(world.program, State(), world.state)
    opened: Counter[StepKey] = Counter()
    endings: list[Any] = []
    for _ in range(data.draw(st.integers(8, 60))):
        happening = coming(world, past, data)
        if isinstance(happening, FactsChanged):
            correct(world, lambda options: data.draw(st.sampled_from(options)))
        before = world.state
        moved = world.send(happening)
        past.append(happening)
        check(world.program, before, moved.state)
        if not (isinstance(happening, FactsChanged) and happening.doubted):
            assert_was_foreseen(world, before, moved)
        check_join(world.program, moved.state)
        check_seals(world.program, before, moved)
        assert moved.state == before.with_steps(moved.changed)
        opened.update(e.key for e in moved.effects if isinstance(e, OpenApproval | OpenTask | OpenAsk))
        endings += [e for e in moved.effects if isinstance(e, RunEnded | Resolve | CancelTicket)]
        if not isinstance(happening, AskedAnew):  # which means that the time begins again
            assert_repeats_change_nothing(world, happening)
        assert_survives_serialisation(world, data)
        assert_deadlines_hold(world)
        assert_map_can_be_drawn(world)
    assert all(count == 1 for count in opened.values()), "a step is opened once"
    assert len(endings) == len({type(ending) for ending in endings}), "a run ends once"
    event("ended" if world.state.ended else "waits")


def assert_repeats_change_nothing(world: World, happening: Event) -> None:
    again = advance(world.program, world.state, happening, world.facts, world.now)
    assert (again.changed, again.effects) == ((), ())


def assert_survives_serialisation(world: World, data: st.DataObject) -> None:
    written = json.dumps([step.to_json() for step in world.state.values()])
    read = State(Step.from_json(row) for row in json.loads(written))
    assert read == world.state
    happening = coming(world, [], data)
    one = advance(world.program, world.state, happening, world.facts, world.now)
    assert advance(world.program, read, happening, world.facts, world.now) == one


def assert_was_foreseen(world: World, before: State, moved: Advance) -> None:
    """Whatever is reached lay ahead, or was open and is tried again."""
    possible = {*ahead(world.program, before), *(step.key.block for step in before.open_steps())}
    come = {step.key.block for step in moved.changed if step.key not in before and step.key != ROOT_KEY}
    assert {block for block in come if "~" not in block} <= possible
    assert not moved.state.ended or ahead(world.program, moved.state) == ()


def assert_deadlines_hold(world: World) -> None:
    """Whatever is open ends, or has done what its package says, when its time is over: a fault changes nothing."""
    for step in world.state.open_steps():
        deadline = world.program.nodes[step.key.block].block.deadline
        if deadline is None:
            continue
        timer = step.data.get("timers", {}).get("deadline")
        assert timer or deadline.by is not None, f"nothing ends {step.key}"
        if timer == "set":
            late = TimerFired(step.key, "deadline")
            moved = advance(world.program, world.state, late, world.facts, world.now)
            assert_time_is_over(step, deadline, moved)


def assert_time_is_over(step: Step, deadline: Deadline, moved: Advance) -> None:
    then = moved.state[step.key]
    if HANDED_IN in step.data:
        return  # what was handed in is opened
    told = {type(effect) for effect in moved.effects if getattr(effect, "key", None) == step.key}
    if deadline.ends:
        assert (then.state, then.outcome) == (StepState.DONE, "expired")
        assert CloseStep in told
    else:
        assert Late in told
        now = [*moved.changed, *moved.state.open_steps()]
        begun = {other.key.block.partition(MADE)[0] for other in now}
        follows = [block.id for block in walk(deadline.then)]
        assert not follows or set(follows) & begun


def assert_map_can_be_drawn(world: World) -> None:
    drawn = outline(world.program, world.state, world.facts)
    stations = list(every_station(drawn))
    shown = every_station(veiled(drawn, lambda station: station.kept))
    assert not [one for one in shown if one.kind != KEPT and world.program.keeps(one.block)]
    names = [(station.block, station.step and station.step.key.iteration) for station in stations]
    reached = [name for name in names if name[1] is not None]
    assert len(reached) == len(set(reached)), "a step has one station"
    here = {station.block for station in stations if station.state in (Progress.HERE, Progress.PROBLEM)}
    open_now = {step.key.block for step in world.state.open_steps() if step.state is StepState.ACTIVE}
    assert here >= {name for name in world.here() if name in open_now}
    assert all(station.step for station in stations if "~" in station.block)
    if world.state.ended:
        assert not here
        assert not [station for station in stations if station.state is Progress.NEXT]


def every_station(nodes: Any) -> Any:
    for node in nodes:
        if isinstance(node, Tracks):
            for branch in node.branches:
                yield from every_station(branch)
        else:
            assert isinstance(node, Station)
            yield node


@MANY
@given(trees(), st.booleans(), st.lists(st.integers(0, 30), max_size=3), st.randoms(use_true_random=False))
def test_a_run_whose_people_do_their_part_comes_to_an_end(
    tree: Any, flag: bool, turns: list[int], chance: Random
) -> None:
    """No loop without a wait or a maximum: a bounded number of events ends it, though answers are corrected."""
    world = World(tree, {"answers.flag": flag}).start()
    for turn in range(5_000):
        if world.state.ended:
            break
        if turn in turns:
            correct(world, chance.choice)
            world.send(chance.choice([FactsChanged(), corrected(world)]))
        else:
            world.send(next_done(world))
    assert world.state.ended
    assert world.state[ROOT_KEY].outcome in (
        "fulfilled",
        "solved",
        "withdrawn",
        "declined",
        "expired",
        "duplicate",
    )


@MANY
@given(trees())
def test_nothing_that_was_cancelled_keeps_a_task_open(tree: Any) -> None:
    world = World(tree).start()
    assume("ending" not in world.state[ROOT_KEY].data)  # it was cancelled by a block of its own
    waiting = {step.key for step in world.state.open_steps()}
    moved = world.send(Cancelled("withdrawn"))
    closed = {effect.key for effect in moved.effects if isinstance(effect, CloseStep)}
    assert closed == waiting, (closed, waiting, world.state)
    assert all(now_undoing(world, step) for step in world.state.open_steps())
    for _ in range(500):
        if world.state.ended:
            break
        world.send(next_done(world))
    assert world.state.ended


def now_undoing(world: World, step: Step) -> bool:
    return any(
        node.sequence.is_undoing for node in world.program.upwards(world.program.nodes[step.key.block])
    )


@MANY
@given(trees())
def test_what_fails_is_told(tree: Any) -> None:
    world = World(tree).start()
    failed = {step.key for step in world.state.values() if step.data.get("fault")}
    assert {effect.key for effect in world.effects if isinstance(effect, RaiseFault)} == failed


def test_what_undoes_a_reservation_undoes_it_too_when_it_went_beyond_the_budget() -> None:
    note = {"notify": {"id": "told", "message": {"en": "Free again"}}}
    late = {"within": "1 day", "then": [{"notify": {"id": "late", "message": {"en": "Late"}}}]}
    reserve = {"id": "r", "cost_centre": "CC-1", "amount": {"amount": "9", "currency": "EUR"}}
    tail = {"task": {"id": "t", "team": "it"}}
    blocks = BLOCKS.validate_python(
        [{"reserve_budget": {**reserve, "deadline": late, "on_cancel": [note]}}, tail]
    )
    world = World(blocks).start()
    world.finish("r", "not_enough", owner="7")
    world.finish("r~owner", "approved")
    world.finish("r~beyond", "reserved")
    world.send(Cancelled("withdrawn"))
    assert [effect.key.block for effect in world.done(SendMessage)] == ["told"]


def test_the_facts_given_are_left_alone() -> None:
    world = World([{"set": {"id": "s", "fields": {"priority": "high"}}}]).start()
    assert world.facts == FACTS
