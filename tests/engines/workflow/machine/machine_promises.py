"""What holds of every run at every instant, whatever has happened to it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from ventanilla.core.blueprint.blocks import Approval, Ask, ForEach, Parallel
from ventanilla.engines.workflow.machine import ROOT_KEY, Advance, Program, State, Step, StepState
from ventanilla.engines.workflow.machine.anew import own, steps_anew
from ventanilla.engines.workflow.machine.effects import Late, MoveTask, OpenSealed, Remind
from ventanilla.engines.workflow.machine.program import DEADLINE
from ventanilla.engines.workflow.machine.steps import HANDED_IN, OPENS


def check(program: Program, before: State, after: State) -> None:
    check_waits_on_something(program, after)
    check_sealed_has_an_end(after)
    check_people_are_reminded(program, after)
    check_rounds(after)
    check_nobody_is_left_behind(program, after)
    for key, step in before.items():
        now = after[key]
        if step.state in (StepState.DONE, StepState.CANCELLED):
            assert now == step, "what is over stays as it was"
        elif step.state is StepState.FAILED:
            goes_on = HANDED_IN in step.data  # what is sealed isn't asked again
            assert now.state is not StepState.ACTIVE or goes_on


def check_waits_on_something(program: Program, state: State) -> None:
    open_steps = state.open_steps()
    if state.ended:
        assert open_steps == []
        return
    places = {step.key.block: program.nodes[step.key.block] for step in open_steps}
    unfound = {
        step.key.block
        for step in open_steps
        if isinstance(places[step.key.block].block, ForEach) and "items" not in step.data
    }
    named = {name for name, place in places.items() if not place.is_container} | unfound
    failed = {step.key.block for step in open_steps if step.state is StepState.FAILED}
    root = state[ROOT_KEY].data
    held = {block for row in root.get("held", ()) for block in (row["block"], row.get("last")) if block}
    asked = [own(program, block) for block, _items in root.get("confirming", ())]
    assert all(inside & (named | failed) for inside in asked), "what is asked anew is under way"
    assert asked or not held, "what waits waits for something"
    assert named | failed, "a run that goes on waits on something named"
    for name, place in places.items():
        if place.is_container and name not in failed | unfound:
            assert (place.inside - {name}) & (named | failed | held), f"nothing moves inside {name}"


def check_nobody_is_left_behind(program: Program, state: State) -> None:
    for step in state.open_steps():
        if is_asked_anew(program, state, step):
            continue
        for inner, outer in pairwise(program.upwards(program.nodes[step.key.block])):
            if not (inner.sequence.is_reaction or inner.sequence.is_undoing):
                around = state.latest(outer.id, step.key.iteration[: outer.depth])
                assert around is not None
                held_up = around.state is StepState.FAILED and inner.sequence.is_beside
                assert held_up or around.state is StepState.ACTIVE, f"{step.key} goes on without {outer.id}"
            elif inner.sequence.is_undoing:
                break


def is_asked_anew(program: Program, state: State, step: Step) -> bool:
    """It goes on beside what is under way, whatever has become of the blocks around it."""
    return step.key in steps_anew(program, state)


def check_rounds(state: State) -> None:
    rounds: dict[Any, list[int]] = {}
    for step in state.values():
        rounds.setdefault(step.key[:2], []).append(step.key.round)
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in rounds.values())
    still_open = Counter(step.key[:2] for step in state.open_steps())
    assert all(count == 1 for count in still_open.values())


def check_join(program: Program, state: State) -> None:
    for step in state.values():
        place = program.nodes.get(step.key.block)
        if place is None or not isinstance(place.block, Parallel) or step.state is not StepState.DONE:
            continue
        if step.data.get("fault") or step.outcome == "expired":
            continue
        assert len(step.data["ended"]) == len(set(step.data["ended"])) == place.block.needed_branches


def check_sealed_has_an_end(state: State) -> None:
    """Whatever was handed in is opened some day, without anybody having to think of it."""
    for step in state.open_steps():
        if HANDED_IN in step.data and not step.data.get("opening"):
            timers = step.data.get("timers", {})
            assert "set" in (timers.get(DEADLINE), timers.get(OPENS)), f"{step.key} stays sealed"


def check_people_are_reminded(program: Program, state: State) -> None:
    """Whoever has something to do or decide hears of it again, where the package says so; and its time runs out."""
    for step in state.open_steps():
        block, timers = program.nodes[step.key.block].block, step.data.get("timers", {})
        if step.state is not StepState.ACTIVE or HANDED_IN in step.data:
            continue
        reminders = [name for name, timer in timers.items() if name.startswith("remind.") and timer == "set"]
        wanted = bool(getattr(block, "remind_after", None)) and not getattr(block, "at_once", False)
        assert len(reminders) == wanted, f"{step.key} is reminded of {reminders}"
        if isinstance(block, Approval):
            assert not block.expire_after or timers.get("expire") == "set"
            assert not block.escalate_after or "escalate" in timers


def check_seals(program: Program, before: State, moved: Advance) -> None:
    """Nothing is opened before its time (which doesn't go away when it couldn't be opened), or twice; and nobody is
    asked for what is there already."""
    opened = [effect.key for effect in moved.effects if isinstance(effect, OpenSealed)]
    assert len(opened) == len(set(opened))
    for key in opened:
        step, block = moved.state[key], program.nodes[key.block].block
        assert isinstance(block, Ask)
        assert block.sealed_until is not None
        everybody = block.sealed_until == "all_answered" and all_handed_in(program, moved.state, step)
        again = key in before and before[key].data.get("opening")
        assert everybody or again or is_time_to_open(step), f"{key} is opened too early"
    for effect in moved.effects:
        if isinstance(effect, Late | Remind | MoveTask):
            assert HANDED_IN not in moved.state[effect.key].data, f"{effect} although it is handed in"


def is_time_to_open(step: Step) -> bool:
    timers = step.data.get("timers", {})
    return timers.get(DEADLINE) == "fired" and timers.get(OPENS) != "set"


def all_handed_in(program: Program, state: State, step: Step) -> bool:
    """Whether nobody of whom the same is asked can answer yet."""
    holder, depth = next(program.loops(program.nodes[step.key.block]))
    around = state.latest(holder.id, step.key.iteration[:depth])
    assert around is not None
    for item in around.data["items"]:
        one = state.latest(step.key.block, (*around.key.iteration, item["key"]))
        waited_for = one is None or (one.is_open and HANDED_IN not in one.data)
        if waited_for and item["key"] not in around.data["ended"]:
            return False
    return True
