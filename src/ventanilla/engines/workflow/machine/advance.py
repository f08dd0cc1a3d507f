"""One event in, the changed steps and the effects out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.blueprint.blocks import Ask, ForEach, Wait
from ventanilla.core.rules import Surroundings
from ventanilla.engines.workflow.machine import doubting, opening, timing
from ventanilla.engines.workflow.machine.behaviours import behaviour_of
from ventanilla.engines.workflow.machine.behaviours.for_each import ForEachBehaviour
from ventanilla.engines.workflow.machine.behaviours.wait import WaitBehaviour
from ventanilla.engines.workflow.machine.book import FactSource
from ventanilla.engines.workflow.machine.effects import CloseStep, Effect
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
    Started,
    TimerFired,
    WentOn,
)
from ventanilla.engines.workflow.machine.program import DEADLINE, Program
from ventanilla.engines.workflow.machine.run import Run
from ventanilla.engines.workflow.machine.steps import HANDED_IN, ROOT_KEY, State, Step, StepKey, StepState

NOWHERE = Surroundings()
GOOD_ENDS = ("fulfilled", "solved")
MOST_HEARD = 50
FOR_EACH = ForEachBehaviour()
WAIT = WaitBehaviour()


@dataclass(frozen=True)
class Advance:
    """What an event brought: the steps that are new or other, what to do, and the state afterwards."""

    changed: tuple[Step, ...]
    effects: tuple[Effect, ...]
    state: State


def advance(
    program: Program,
    state: State,
    event: Event,
    facts: FactSource,
    now: datetime,
    *,
    surroundings: Surroundings = NOWHERE,
) -> Advance:
    """Move a run on by one event. Pure: the same arguments give the same answer.

    `facts` are the runtime's (answers, people, ticket, today), as a mapping or as a function of the state;
    outputs are added here. `now` is aware. An event that fits nothing, or comes again, changes nothing.
    """
    run = Run(program, state, facts, now, surroundings)
    if _take(run, state, event):
        run.settle()
    changed = tuple(step for key, step in run.changed.items() if step != state.get(key))
    return Advance(changed, tuple(run.effects), run.state() if changed else state)


def _take(run: Run, state: State, event: Event) -> bool:
    """Let the event happen; False when it fits nothing."""
    if isinstance(event, Started):
        if not state.started:
            run.start()
        return not state.started
    if not state.started or state.ended:
        return False
    match event:
        case Finished():
            return _finished(run, state.get(event.key), event)
        case HandedIn():
            return _handed_in(run, state.get(event.key), event)
        case Failed():
            return _failed(run, state.get(event.key), event)
        case TimerFired():
            return _timer_fired(run, state.get(event.key), event)
        case Retried():
            return _retried(run, state.get(event.key))
        case WentOn():
            return _went_on(run, state.get(event.key), event)
        case ItemsFound():
            return _items_found(run, state.get(event.key), event)
        case Arrived():
            return _arrived(run, event)
        case Cancelled():
            return _cancelled(run, event)
        case AskedAnew():
            return _asked_anew(run, state.get(event.key), event)
        case FactsChanged():
            doubting.note(run, event.doubted)
    return True


def _addressed(run: Run, step: Step | None, key: StepKey, *states: StepState) -> bool:
    known = key != ROOT_KEY and key.block in run.program.nodes
    return known and step is not None and step.state in states


def _finished(run: Run, step: Step | None, event: Finished) -> bool:
    if step is None or not _addressed(run, step, event.key, StepState.ACTIVE):
        return False
    outcomes = run.node(step).block.outcomes
    if not outcomes or run.node(step).is_container:
        return False
    if event.outcome in outcomes:
        run.finish(step, event.outcome, event.outputs)
    else:
        run.fail(step, "unknown_outcome", event.outcome)
    return True


def _asked_anew(run: Run, step: Step | None, event: AskedAnew) -> bool:
    if step is None or not _addressed(run, step, event.key, StepState.ACTIVE):
        return False
    return timing.begin_anew(run, step, event)


def _handed_in(run: Run, step: Step | None, event: HandedIn) -> bool:
    """It stays under way until it is opened."""
    if step is None or not _addressed(run, step, event.key, StepState.ACTIVE) or HANDED_IN in step.data:
        return False
    block = run.node(step).block
    if not isinstance(block, Ask) or block.sealed_until is None:
        return False
    run.note(step, **{HANDED_IN: run.now.isoformat()})
    return True


def _failed(run: Run, step: Step | None, event: Failed) -> bool:
    if step is None or not _addressed(run, step, event.key, StepState.ACTIVE):
        return False
    if run.node(step).is_container and not _wants_items(run, step):
        return False
    run.fail(step, event.code, event.detail)
    return True


def _timer_fired(run: Run, step: Step | None, event: TimerFired) -> bool:
    if step is None or not _addressed(run, step, event.key, *_hearing(run, step, event.name)):
        return False
    timers = step.data.get("timers", {})
    if timers.get(event.name) != "set":
        return False
    block = run.node(step).block
    run.note(step, timers={**timers, event.name: "fired"}, **event.known)
    run.stand_at(step.key)
    if event.name == DEADLINE:
        run.too_late(run.step(step.key))
    else:
        behaviour_of(block).timer(run, run.step(step.key), block, event.name)
    return True


def _hearing(run: Run, step: Step, timer: str) -> tuple[StepState, ...]:
    """In which states a step hears a timer: some go on while it has a fault."""
    node = run.program.nodes.get(step.key.block)
    through = node is not None and (
        timer == DEADLINE or timer in behaviour_of(node.block).goes_on(node.block)
    )
    return (StepState.ACTIVE, StepState.FAILED) if through else (StepState.ACTIVE,)


def _wants_items(run: Run, step: Step) -> bool:
    return isinstance(run.node(step).block, ForEach) and "items" not in step.data


def _items_found(run: Run, step: Step | None, event: ItemsFound) -> bool:
    if step is None or not _addressed(run, step, event.key, StepState.ACTIVE) or not _wants_items(run, step):
        return False
    run.guarded(
        step, lambda moved, at, block: FOR_EACH.found(moved, at, block, event.items), run.node(step).block
    )
    return True


def _arrived(run: Run, event: Arrived) -> bool:
    waits = {node.id: node.block for node in run.program.nodes.values() if isinstance(node.block, Wait)}
    awaited = {name for name, block in waits.items() if block.message == event.name}
    root = run.step(ROOT_KEY)
    heard = root.data.get("heard", [])
    if not awaited or event.id in heard:
        return False
    run.note(root, heard=[*heard, event.id][-MOST_HEARD:])
    here = [step for step in run.open_steps() if step.key.block in awaited and step.state is StepState.ACTIVE]
    for step in here:
        WAIT.arrived(run, step, waits[step.key.block], event.payload)
    if not here:
        run.note(run.step(ROOT_KEY), kept={**root.data.get("kept", {}), event.name: dict(event.payload)})
    return True


def _cancelled(run: Run, event: Cancelled) -> bool:
    if "ending" in run.step(ROOT_KEY).data:
        return False
    run.end(event.outcome, undo=event.outcome not in GOOD_ENDS)
    return True


def _retried(run: Run, step: Step | None) -> bool:
    if step is None or not _addressed(run, step, step.key, StepState.FAILED):
        return False
    if HANDED_IN not in step.data:
        run.enter_again(step)
    elif step.data.get("opening"):
        opening.unseal(run, step)
    else:  # its time hasn't come
        run.go_on(step, fault=None)
    return True


def _went_on(run: Run, step: Step | None, event: WentOn) -> bool:
    if step is None or not _addressed(run, step, event.key, StepState.FAILED):
        return False
    outcomes = run.node(step).block.outcomes
    outcome = event.outcome if event.outcome in outcomes else next(iter(outcomes), None)
    if HANDED_IN in step.data:  # nobody will open it
        run.emit(CloseStep(step.key))
    run.finish(step, outcome, event.outputs)
    return True
