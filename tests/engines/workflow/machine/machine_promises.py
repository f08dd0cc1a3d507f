"""What holds of every run at every instant, whatever has happened to it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from ventanilla.core.blueprint.blocks import ForEach, Parallel
from ventanilla.engines.workflow.machine import ROOT_KEY, Program, State, Step, StepState
from ventanilla.engines.workflow.machine.anew import own, steps_anew


def check(program: Program, before: State, after: State) -> None:
    check_waits_on_something(program, after)
    check_rounds(after)
    check_nobody_is_left_behind(program, after)
    for key, step in before.items():
        now = after[key]
        if step.state in (StepState.DONE, StepState.CANCELLED):
            assert now == step, "what is over stays as it was"
        elif step.state is StepState.FAILED:
            assert now.state in (StepState.FAILED, StepState.DONE, StepState.CANCELLED)


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
