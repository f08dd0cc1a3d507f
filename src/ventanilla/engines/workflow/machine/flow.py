"""How a run moves from block to block."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ventanilla.core.blueprint.blocks import Block
from ventanilla.core.rules import RuleFault, Surroundings
from ventanilla.engines.workflow.machine import doubting, undoing
from ventanilla.engines.workflow.machine.anew import own
from ventanilla.engines.workflow.machine.behaviours.base import behaviour_of
from ventanilla.engines.workflow.machine.book import FactSource
from ventanilla.engines.workflow.machine.effects import (
    CancelTicket,
    CloseStep,
    RaiseFault,
    Resolve,
    RunEnded,
    Undo,
)
from ventanilla.engines.workflow.machine.given import Ending, Entry, Given
from ventanilla.engines.workflow.machine.items import TURNS, turns_at
from ventanilla.engines.workflow.machine.program import DEADLINE, UNDO, Node, Program, Sequence
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    DOUBTED,
    GIVEN,
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


class Flow(Given):
    """How a run moves: what is still to be entered, and what follows on what."""

    def __init__(
        self, program: Program, state: State, facts: FactSource, now: datetime, surroundings: Surroundings
    ) -> None:
        super().__init__(program, state, facts, now, surroundings)
        self._agenda: deque[Entry | Ending] = deque()
        self._entered = 0

    def settle(self) -> None:
        """Enter what is to be entered, and look at what waits for facts, until nothing moves."""
        while doubting.look(self) or self._work_off() or self._look_again():
            pass

    def guarded(self, step: Step, act: Callable[[Any, Step, Any], None], block: Block) -> None:
        """Let a behaviour act on a step; what its rules cannot compute becomes the step's fault."""
        self.stand_at(step.key)
        try:
            act(self, step, block)
        except RuleFault as fault:
            self.fail(step, f"rule.{fault.code}", str(fault))

    def fail(self, step: Step, code: str, detail: str = "") -> None:
        """The step cannot go on until somebody deals with it, or until its own deadline ends it."""
        node = self.node(step)
        if step.key in self._before:
            lasting = behaviour_of(node.block).goes_on(node.block)
            self.emit(CloseStep(step.key, ((DEADLINE,) if node.block.deadline else ()) + lasting))
        held = (name for name, sequence in node.sequences.items() if sequence.is_inside)
        self._drop(node, held, step.key.iteration)
        fault = {"code": code, "detail": detail}
        current = self.step(step.key)
        self._put(replace(current, state=StepState.FAILED, data={**current.data, "fault": fault}))
        self.emit(RaiseFault(step.key, code, detail))

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

    def confirm(self, block: str, iteration: tuple[str, ...]) -> None:
        """Ask for an approval anew, beside what is under way."""
        self._push(self.program.nodes[block], iteration)

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
                reopened = behaviour_of(owner.block).reopened
                self.guarded(
                    step, lambda run, at, _block: reopened(run, at, sequence.name, *item), owner.block
                )

    def cut(self, region: frozenset[str], iteration: tuple[str, ...]) -> None:
        """Close what is open in these blocks, and let nothing that is still to be entered there begin."""
        self._agenda = deque(one for one in self._agenda if not one.is_in(region, iteration))
        self.cancel_inside(region, iteration)

    def go_past(self, node: Node, iteration: tuple[str, ...]) -> None:
        """What comes after a block in its sequence."""
        rest = node.sequence.items[node.index + 1 :]
        if rest:
            self._push(self.program.nodes[rest[0]], iteration)
        else:
            self._sequence_ended(node.sequence, iteration)

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
            self.guarded(self.step(key), behaviour_of(node.block).dates, node.block)
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
