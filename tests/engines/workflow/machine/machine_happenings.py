"""What may happen to a run: what it waits for, and what comes late, twice, to the wrong place, or goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.engines.workflow.machine.machine_world import World
from ventanilla.core.blueprint.blocks import Approval, Ask, Block, ForEach, Wait
from ventanilla.engines.workflow.machine import Step, StepKey, StepState
from ventanilla.engines.workflow.machine.events import (
    Arrived,
    AskedAnew,
    Cancelled,
    Event,
    FactsChanged,
    Failed,
    Finished,
    HandedIn,
    ItemsFound,
    Retried,
    TimerFired,
    WentOn,
)
from ventanilla.engines.workflow.machine.program import DEADLINE
from ventanilla.engines.workflow.machine.steps import HANDED_IN, OPENS

ITEMS = tuple({"key": name, "facts": {"id": name}, "label": {"en": name}} for name in "xyz")
BROUGHT = {"note": "n", "day": "2027-04-12", "items": [{"id": "one"}, {"id": "two"}]}
FACTS = {
    "answers.flag": [True, False],
    "answers.day": ["2027-04-01", "2027-03-02", "2027-03-31", None, "some day"],
    "answers.opens": ["2027-05-03T10:00:00Z", "2027-03-01T10:00:00Z", None],
    "answers.buddy": ["8", "7", None],
    "answers.mail": ["new@elsewhere.example", None],
    "answers.zero": [1, 0],
    "answers.rows": [[{"id": "a", "price": 3}], "none"],
}
"""What becomes of the answers when somebody corrects them."""


def awaited(world: World) -> list[Event]:
    """What the open steps wait for: each outcome, each timer; or that somebody deals with a fault."""
    events: list[Event] = []
    for step in world.state.open_steps():
        block = world.program.nodes[step.key.block].block
        timers = [name for name, timer in step.data.get("timers", {}).items() if timer == "set"]
        if step.state is StepState.FAILED:
            timers = [name for name in timers if name in (DEADLINE, OPENS)]
            events += [WentOn(step.key, {"serial": "X"}), Retried(step.key)]
        else:
            events += ended(step, block)
        events += [TimerFired(step.key, name) for name in timers]
    return events


def ended(step: Step, block: Block) -> list[Event]:
    """What brings a step to its end, besides its timers: what is sealed is handed in first, and opened then."""
    if isinstance(block, ForEach) and "items" not in step.data:
        return [ItemsFound(step.key, ITEMS)]
    if isinstance(block, Wait) and block.message:
        return [Arrived(block.message, f"{step.key}", {"order": "1"}), Finished(step.key, "done", BROUGHT)]
    if isinstance(block, Ask) and block.sealed_until is not None:
        if step.data.get("opening"):
            return [Finished(step.key, "answered", BROUGHT), Failed(step.key, "seal_lost")]
        return [] if HANDED_IN in step.data else [HandedIn(step.key)]
    return [Finished(step.key, outcome, BROUGHT) for outcome in block.outcomes]


def surprising(world: World, past: Sequence[Event]) -> list[Event]:
    """What comes late, twice, to the wrong place, or goes wrong."""
    events: list[Event] = [FactsChanged(), corrected(world), Finished(StepKey("nowhere"), "done"), *past]
    for step in world.state.open_steps():
        if isinstance(world.program.nodes[step.key.block].block, Approval):
            events += [AskedAnew(step.key), AskedAnew(step.key, whole=True)]
        events += [Failed(step.key, "nobody"), HandedIn(step.key)]
        if HANDED_IN not in step.data:
            events.append(Finished(step.key, "nonsense"))
    return [*events, *(TimerFired(timer.key, timer.name) for timer in world.timers), Cancelled("withdrawn")]


def corrected(world: World) -> FactsChanged:
    """The answers are others than those that every approval so far has seen."""
    kinds = {step.key: world.program.nodes.get(step.key.block) for step in world.state.values()}
    return FactsChanged(
        tuple(key for key, node in kinds.items() if node and isinstance(node.block, Approval))
    )


def correct(world: World, one: Callable[[Sequence[Any]], Any]) -> None:
    """Somebody corrects one of the answers."""
    name = one(list(FACTS))
    world.facts[name] = one(FACTS[name])


def next_done(world: World) -> Event:
    """Somebody does what is open: finishes it the good way, or goes over its fault; what is sealed has its time."""
    step = next(step for step in world.state.open_steps() if is_place(world, step))
    if step.state is StepState.FAILED:
        return WentOn(step.key)
    events = ended(step, world.program.nodes[step.key.block].block)
    if events:
        return good(events)
    timers = step.data.get("timers", {})
    return TimerFired(step.key, next(name for name in (DEADLINE, OPENS) if timers.get(name) == "set"))


def good(events: Sequence[Event]) -> Event:
    """The first by which something ends well, or goes on."""
    return next((event for event in events if isinstance(event, Finished)), events[0])


def is_place(world: World, step: Step) -> bool:
    """Whether somebody or something is waited for there."""
    node = world.program.nodes[step.key.block]
    unfound = isinstance(node.block, ForEach) and "items" not in step.data
    return step.state is StepState.FAILED or not node.is_container or unfound
