"""One advance under way: the steps as they change, the effects so far, and what is still to be entered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ventanilla.core.blueprint.blocks import Block
from ventanilla.core.rules import RuleFault, Surroundings
from ventanilla.engines.workflow.machine import doubting, opening, undoing
from ventanilla.engines.workflow.machine.anew import own
from ventanilla.engines.workflow.machine.behaviours.base import behaviour_of
from ventanilla.engines.workflow.machine.book import FactSource
from ventanilla.engines.workflow.machine.effects import (
    CancelTicket,
    CloseStep,
    Late,
    RaiseFault,
    Resolve,
    RunEnded,
    Undo,
)
from ventanilla.engines.workflow.machine.given import Ending, Entry, Given
from ventanilla.engines.workflow.machine.items import TURNS, turns_at
from ventanilla.engines.workflow.machine.program import DEADLINE, LATE, UNDO, Node, Program, Sequence
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    DOUBTED,
    GIVEN,
    HANDED_IN,
    HELD,
    ROOT,
    ROOT_KEY,
    State,
    Step,
    StepKey,
    StepState,
)

MOST_ENTERED = 5_000
"""So many blocks in one advance mean that something goes round and round."""


class Run(Given):
    """What behaviours work on. Made for one advance and thrown away."""

    def __init__(
        self, program: Program, state: State, facts: FactSource, now: datetime, surroundings: Surroundings
    ) -> None:
        super().__init__(program, state, facts, now, surroundings)
        self._agenda: deque[Entry | Ending] = deque()
        self._entered = 0

    # What behaviours do

    def too_late(self, step: Step) -> None:
        """The deadline of a block has passed: it ends as expired, or what follows is done beside it."""
        deadline = self.node(step).block.deadline
        if HANDED_IN in step.data:
            opening.closed(self, step)
        elif deadline is None:
            return
        elif deadline.ends:
            self.emit(CloseStep(step.key))
            self.cancel_inside(self.node(step).inside - {step.key.block}, step.key.iteration)
            self.finish(step, "expired")
        else:
            self.emit(Late(step.key))
            if LATE in self.node(step).sequences:
                self.begin(step, LATE)

    def begin(self, step: Step, name: str, item: str | None = None) -> None:
        """Enter one of the block's sequences, for an item if so; an empty one has ended at once."""
        iteration = step.key.iteration if item is None else (*step.key.iteration, item)
        self._start(self.node(step).sequences[name], iteration)

    def finish(
        self, step: Step, outcome: str | None = None, outputs: Mapping[str, Any] | None = None
    ) -> None:
        """The step is done: react to its outcome, or go on with what comes after it."""
        self.close(step, outcome, outputs)
        self.agree(step, outcome)
        node = self.node(step)
        reaction = node.sequences.get(f"on.{outcome}") if outcome else None
        again = outcome == "approved" and step.key[:2] in self.places(CONFIRMING)
        if reaction and reaction.items and not again:
            self._start(reaction, step.key.iteration)
        else:
            self._after(node, step.key.iteration)

    def fail(self, step: Step, code: str, detail: str = "") -> None:
        """The step cannot go on until somebody deals with it, or until its own deadline ends it."""
        node = self.node(step)
        if step.key in self._before:
            own = behaviour_of(node.block).goes_on(node.block)
            self.emit(CloseStep(step.key, ((DEADLINE,) if node.block.deadline else ()) + own))
        held = (name for name, sequence in node.sequences.items() if sequence.is_inside)
        self._drop(node, held, step.key.iteration)
        fault = {"code": code, "detail": detail}
        current = self.step(step.key)
        self._put(replace(current, state=StepState.FAILED, data={**current.data, "fault": fault}))
        self.emit(RaiseFault(step.key, code, detail))

    def go_on(self, step: Step, **data: Any) -> None:
        """The step is under way, whatever it was before."""
        self._put(replace(step, state=StepState.ACTIVE, data={**step.data, **data}))

    def enter_again(self, step: Step) -> None:
        """Give up the failed step, with what is done beside it, and enter its block in a new round."""
        node = self.node(step)
        self._drop(node, (name for name in node.sequences if name == LATE), step.key.iteration)
        if step.key[:2] not in self.places(CONFIRMING):
            self.cut(node.inside - {node.id}, step.key.iteration)
        self._cancel([step])
        self._push(node, step.key.iteration)

    def return_to(self, step: Step, target: str) -> bool:
        """Close everything from the target on and enter the target again; False when there is no such way."""
        way = self.program.way_back(self.node(step), target)
        if way is None:
            return False
        goal, _here = way
        place = (goal.id, step.key.iteration[: goal.depth])
        self.close(step)
        if self.confirms(step.key.block, step.key.iteration) == place:
            self.cut(own(self.program, goal.id), place[1])
            self.keep(CONFIRMING, [*self.places(CONFIRMING), place])
            self._push(goal, place[1])
        else:
            self.rewind(goal, place[1])
        return True

    def rewind(self, goal: Node, iteration: tuple[str, ...]) -> None:
        """Close all of this sequence from the goal on, and enter the goal again; where the blocks around it are over,
        the outermost of these."""
        goal = doubting.outermost(self, goal, iteration)
        iteration = iteration[: goal.depth]
        self.cut(doubting.later(self, goal, goal.index), iteration)
        self.reopen(goal, iteration)
        self._push(goal, iteration)

    def reopen(self, node: Node, iteration: tuple[str, ...]) -> None:
        """The sequence in which a block stands, or to which it is a reaction, has not come to its end yet."""
        sequence = self._held_in(node)
        if sequence.owner != ROOT and sequence.is_inside:
            owner = self.program.nodes[sequence.owner]
            around, item = iteration[: owner.depth], iteration[owner.depth : owner.depth + 1]
            if step := self.open_step(owner.id, around):
                behaviour_of(owner.block).reopened(self, step, sequence.name, *item)

    def cut(self, region: frozenset[str], iteration: tuple[str, ...]) -> None:
        """Close what is open in these blocks, and let nothing that is still to be entered there begin."""
        self._agenda = deque(one for one in self._agenda if not one.is_in(region, iteration))
        self.cancel_inside(region, iteration)

    def resolve(self, outcome: str, message: Mapping[str, str] | None = None) -> None:
        """The ticket is resolved, once; what follows is aftercare."""
        root = self.step(ROOT_KEY)
        if "resolved" not in root.data:
            self.note(root, resolved=outcome)
            self.emit(Resolve(outcome, message))

    def end(
        self,
        outcome: str,
        *,
        message: Mapping[str, str] | None = None,
        close_ticket: bool = False,
        undo: bool = False,
    ) -> None:
        """Close all that is open and end the run; a ticket resolved before stays resolved. `undo`: what was done is
        undone first, the last thing before the others."""
        self._agenda.clear()
        self._cancel(self.open_steps())
        self.forget(GIVEN, DOUBTED, CONFIRMING, HELD)
        root = self.step(ROOT_KEY)
        if close_ticket and "resolved" not in root.data and "ending" not in root.data:
            self.emit(CancelTicket(outcome, message))
        if "ending" not in root.data:
            todo = undoing.steps_to_undo(self.program, self.state()) if undo else []
            self.note(
                root, ending=outcome, undoing=[[key.block, list(key.iteration), key.round] for key in todo]
            )
        self.go_on_undoing()

    def go_on_undoing(self) -> None:
        """Undo the next thing; when nothing is left, the run is over."""
        while todo := self.step(ROOT_KEY).data["undoing"]:
            block, iteration, round_ = todo[0]
            key = StepKey(block, tuple(iteration), round_)
            self.note(self.step(ROOT_KEY), undoing=todo[1:])
            sequence = self.program.nodes[block].sequences.get(UNDO)
            if sequence and sequence.items:
                self._start(sequence, key.iteration)
                return
            self.emit(Undo(key, self.step(key).outputs))
        root = self.step(ROOT_KEY)
        outcome = root.data["ending"]
        self._put(replace(root, state=StepState.DONE, outcome=outcome, ended_at=self.now))
        self.emit(RunEnded(outcome))

    # How it moves

    def start(self) -> None:
        """Begin the run."""
        self._put(Step(ROOT_KEY, StepState.ACTIVE, self.now))
        self._start(self.program.root, ())

    def settle(self) -> None:
        """Enter what is to be entered, and look at what waits for facts, until nothing moves."""
        while doubting.look(self) or self._work_off() or self._look_again():
            pass

    def confirm(self, block: str, iteration: tuple[str, ...]) -> None:
        """Ask for an approval anew, beside what is under way."""
        self._push(self.program.nodes[block], iteration)

    def _work_off(self) -> bool:
        moved = bool(self._agenda)
        while self._agenda:
            one = self._agenda.popleft()
            if doubting.waits(self, one):
                self.hold(one)
            elif isinstance(one, Ending):
                self._ended(self._sequence(one), one.iteration)
            elif self._may_enter(one):
                self._entered += 1
                self._enter(one)
        if not self.is_confirming:
            self._agenda.extend(self.release())
        return moved or bool(self._agenda)

    def _may_enter(self, entry: Entry) -> bool:
        guard = self._steps.get(entry.guard)
        return guard is not None and (guard.state is StepState.ACTIVE or (entry.beside and guard.is_open))

    def _sequence(self, ending: Ending) -> Sequence:
        if ending.owner == ROOT:
            return self.program.root
        return self.program.nodes[ending.owner].sequences[ending.name]

    def _look_again(self) -> bool:
        for step in self.open_steps():
            node = self.node(step)
            behaviour = behaviour_of(node.block)
            deadline = node.block.deadline
            if step.state is StepState.ACTIVE and behaviour.watches(node.block):
                self.guarded(step, behaviour.look, node.block)
            if deadline and deadline.day and self.step(step.key).is_open:
                self.stand_at(step.key)
                self.due(step, deadline.day, DEADLINE)
            if self.step(step.key) is not step:
                return True
        return False

    def guarded(self, step: Step, act: Callable[[Run, Step, Any], None], block: Block) -> None:
        """Let a behaviour act on a step; what its rules cannot compute becomes the step's fault."""
        self.stand_at(step.key)
        try:
            act(self, step, block)
        except RuleFault as fault:
            self.fail(step, f"rule.{fault.code}", str(fault))

    def _enter(self, entry: Entry) -> None:
        node = self.program.nodes[entry.block]
        place = (entry.block, entry.iteration)
        self._rounds[place] = self._rounds.get(place, 0) + 1
        key = StepKey(*place, self._rounds[place])
        if place not in self.places(CONFIRMING):
            self.begin_anew(*place)
        turns = turns_at(self.program, self.open_step, node, entry.iteration)
        step = self._put(Step(key, StepState.ACTIVE, self.now, data={TURNS: turns} if turns else {}))
        if self._entered > MOST_ENTERED:
            self.fail(step, "runaway", str(MOST_ENTERED))
            return
        self.guarded(step, behaviour_of(node.block).enter, node.block)
        deadline = node.block.deadline
        if self.step(key).is_open:
            self.stand_at(key)
            behaviour_of(node.block).dates(self, self.step(key), node.block)
        if deadline and self.step(key).is_open:
            self.stand_at(key)
            self.due(step, deadline.day or deadline.within, DEADLINE)

    def _start(self, sequence: Sequence, iteration: tuple[str, ...]) -> None:
        if sequence.items:
            self._push(self.program.nodes[sequence.items[0]], iteration)
        else:
            self._sequence_ended(sequence, iteration)

    def _after(self, node: Node, iteration: tuple[str, ...]) -> None:
        if (node.id, iteration) in self.places(CONFIRMING):
            doubting.decided(self, node, iteration)
        else:
            self.go_past(node, iteration)

    def go_past(self, node: Node, iteration: tuple[str, ...]) -> None:
        """What comes after a block in its sequence."""
        rest = node.sequence.items[node.index + 1 :]
        if rest:
            self._push(self.program.nodes[rest[0]], iteration)
        else:
            self._sequence_ended(node.sequence, iteration)

    def _sequence_ended(self, sequence: Sequence, iteration: tuple[str, ...]) -> None:
        ending = Ending(sequence.owner, sequence.name, iteration, *sequence.items[-1:])
        if doubting.waits(self, ending):
            self.hold(ending)
        else:
            self._ended(sequence, iteration)

    def _ended(self, sequence: Sequence, iteration: tuple[str, ...]) -> None:
        if sequence.owner == ROOT:
            self.resolve(self.program.outcome)
            self.end(self.step(ROOT_KEY).data["resolved"])
            return
        owner = self.program.nodes[sequence.owner]
        around = iteration[: owner.depth]
        if sequence.is_reaction:
            self._after(owner, around)
        elif sequence.is_undoing:
            self.go_on_undoing()
        elif sequence.is_inside and (step := self.open_step(owner.id, around)):
            item = iteration[owner.depth] if len(iteration) > owner.depth else ""
            behaviour = behaviour_of(owner.block)
            self.guarded(
                step, lambda run, at, block: behaviour.ended(run, at, block, sequence.name, item), owner.block
            )

    def _push(self, node: Node, iteration: tuple[str, ...]) -> None:
        sequence = self._held_in(node)
        anew = self.confirms(node.id, iteration)
        guard = self._guard(sequence, iteration, own(self.program, anew[0]) if anew else None)
        self._agenda.append(Entry(node.id, iteration, guard, sequence.is_beside or anew is not None))

    def _held_in(self, node: Node) -> Sequence:
        """The sequence in which a block stands, that of the block which it reacts to when it is a reaction."""
        sequence = node.sequence
        while sequence.is_reaction:
            sequence = self.program.nodes[sequence.owner].sequence
        return sequence

    def _guard(
        self, sequence: Sequence, iteration: tuple[str, ...], anew: frozenset[str] | None = None
    ) -> StepKey:
        """The step around a sequence. For what belongs to blocks asked anew it is the first around these that isn't
        over."""
        while sequence.owner != ROOT and not sequence.is_undoing:
            owner = self.program.nodes[sequence.owner]
            around = iteration[: owner.depth]
            if anew is None or owner.id in anew or self.open_step(owner.id, around):
                return StepKey(owner.id, around, self._rounds.get((owner.id, around), 0))
            sequence = self._held_in(owner)
        return ROOT_KEY
