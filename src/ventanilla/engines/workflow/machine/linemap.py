"""The line map: which stations a run has behind it, where it is, and what is LIKELY next.

It is read off the steps alone, so it can be drawn at any time. Blocks that only steer (branch, set,
notify, go_back) have no station unless something went wrong there; what the machine made shows once it
was reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ventanilla.core.blueprint.blocks import (
    Block,
    Branch,
    Cancel,
    ForEach,
    Group,
    Parallel,
    Repeat,
    Resolve,
    Wait,
)
from ventanilla.core.rules import Facts, RuleFault, Surroundings, facts_in
from ventanilla.engines.workflow.machine.certainty import holds_for_certain
from ventanilla.engines.workflow.machine.items import facts_at
from ventanilla.engines.workflow.machine.point import Points
from ventanilla.engines.workflow.machine.program import LATE, UNDO, Program, Sequence
from ventanilla.engines.workflow.machine.program import Node as Place
from ventanilla.engines.workflow.machine.steps import ROOT_KEY, State, Step, StepState

STEERING = frozenset({"branch", "set", "calculate", "notify", "go_back"})
NOWHERE = Surroundings()
MOST_DRAWN = 6
"""So many items are drawn one by one."""


class Progress(StrEnum):
    DONE = "done"
    HERE = "here"
    NEXT = "next"
    SKIPPED = "skipped"
    """The run is over, or took another way, and never came here."""
    STOPPED = "stopped"
    PROBLEM = "problem"


PROGRESS = {
    StepState.ACTIVE: Progress.HERE,
    StepState.DONE: Progress.DONE,
    StepState.CANCELLED: Progress.STOPPED,
    StepState.FAILED: Progress.PROBLEM,
}


@dataclass(frozen=True)
class Station:
    """One stop. `step` is its last round, when reached; `maybe`: it lies on a way that may not be taken; `why`: it
    isn't needed, for the reason that the service gives; `item`: what it is done for, where it is done for several;
    `count`: how many of how many items are done, where they are too many to draw; `kept`: who asks sees nothing of it;
    `after`: it comes after the resolution.
    """

    block: str
    title: Mapping[str, str]
    kind: str
    state: Progress
    step: Step | None = None
    maybe: bool = False
    why: Mapping[str, str] | None = None
    item: Mapping[str, str] | None = None
    count: tuple[int, int] | None = None
    kept: bool = False
    after: bool = False


@dataclass(frozen=True)
class Tracks:
    """Parallel tracks that join again when `join` of them have ended."""

    block: str
    title: Mapping[str, str]
    join: str | int
    branches: tuple[tuple[Node, ...], ...]
    state: Progress
    after: bool = False


Node = Station | Tracks


def outline(
    program: Program, state: State, facts: Facts | None = None, surroundings: Surroundings = NOWHERE
) -> list[Node]:
    """The stations of the run, in order. `facts` (the runtime's) let ways not yet reached be foreseen."""
    known = None if facts is None else {**facts, **facts_at(program, state, None)}
    mapper = _Mapper(program, state, known, surroundings)
    over = state.started and "ending" in state[ROOT_KEY].data
    way = mapper.placed(program.root, Progress.SKIPPED if state.ended or over else Progress.NEXT)
    resolved = _resolved_at(program)
    nodes = [replace(node, after=True) if index > resolved else node for index, node in way]
    return [*nodes, *mapper.undone()]


def _resolved_at(program: Program) -> int:
    """Where in its outermost sequence the run says that the request is done; the end of it when it doesn't."""
    items = program.root.items
    found = (index for index, item in enumerate(items) if isinstance(program.nodes[item].block, Resolve))
    return next(found, len(items))


class _Mapper:
    def __init__(
        self, program: Program, state: State, facts: Facts | None, surroundings: Surroundings
    ) -> None:
        self.program = program
        self.state = state
        self.facts = facts
        self.surroundings = surroundings
        self.points = Points(program, state)
        self.iteration: tuple[str, ...] = ()
        self.item: Mapping[str, str] | None = None

    def sequence(self, sequence: Sequence, beyond: Progress, maybe: bool = False) -> Iterator[Node]:
        """The nodes of a sequence; what lies after the point reached is `beyond`."""
        return (node for _index, node in self.placed(sequence, beyond, maybe))

    def placed(self, sequence: Sequence, beyond: Progress, maybe: bool = False) -> Iterator[tuple[int, Node]]:
        """The same, each with the place in the sequence of the block that it belongs to."""
        point = self.points.of(sequence, self.iteration)
        for index, item in enumerate(sequence.items):
            place = self.program.nodes[item]
            reached = index <= point
            nodes = self._reached(place, beyond) if reached else self._ahead(place, beyond, maybe)
            for node in nodes:
                yield index, node

    def undone(self) -> Iterator[Node]:
        """What undid the others after the run was cancelled, in the order in which it was begun."""
        beyond = Progress.SKIPPED if self.state.ended else Progress.NEXT
        sequences = [
            place.sequences[UNDO] for place in self.program.nodes.values() if UNDO in place.sequences
        ]
        for sequence in sequences:
            begun = [step.key.iteration for step in self.state.values() if step.key.block in sequence.items]
            for iteration in dict.fromkeys(begun):
                self.iteration = iteration
                yield from list(self.sequence(sequence, beyond))
        self.iteration = ()

    def _reached(self, place: Place, beyond: Progress) -> Iterator[Node]:
        step = self.state.latest(place.id, self.iteration)
        if step is None:
            return
        inner = beyond if step.is_open else Progress.SKIPPED
        yield from self._stop(place, step)
        if isinstance(place.block, Parallel):
            yield self._tracks(place, PROGRESS[step.state], inner)
        elif isinstance(place.block, Group | Repeat):
            yield from self.sequence(place.sequences["blocks"], inner)
        elif isinstance(place.block, ForEach):
            yield from self._items(place, step, inner)
        elif isinstance(place.block, Branch) and "way" in step.data:
            before, after = self._not_taken(place, step.data["way"])
            yield from before
            yield from self.sequence(place.sequences[step.data["way"]], inner)
            yield from after
        yield from self._reaction(place, step, beyond)

    def _items(self, place: Place, step: Step, inner: Progress) -> Iterator[Node]:
        """Each item's way: side by side, or one after the other; only counted when there are many."""
        items, ended = step.data.get("items", []), step.data.get("ended", {})
        block = place.block
        assert isinstance(block, ForEach)
        if len(items) > MOST_DRAWN:
            progress = PROGRESS[step.state]
            yield replace(self._drawn(place, progress, step), count=(len(ended), len(items)))
            return
        around, before = self.iteration, self.item
        ways = []
        for item in items:
            self.iteration, self.item = (*around, item["key"]), item["label"]
            ways.append(tuple(self.sequence(place.sequences["blocks"], inner)))
        self.iteration, self.item = around, before
        if block.in_order or len(ways) == 1:
            yield from (stop for way in ways for stop in way)
        elif ways:
            yield Tracks(block.id, block.shown_title, "all", tuple(ways), PROGRESS[step.state])

    def _reaction(self, place: Place, step: Step, beyond: Progress) -> Iterator[Node]:
        late = place.sequences.get(LATE)
        if late and self._was_reached(late):
            yield from self.sequence(late, Progress.SKIPPED)
        for name, sequence in place.sequences.items():
            taken = name == f"on.{step.outcome}" and self._was_reached(sequence)
            if taken or (sequence.is_reaction and self.points.is_under_way(sequence, self.iteration)):
                yield from self.sequence(sequence, beyond)

    def _was_reached(self, sequence: Sequence) -> bool:
        return any(self.state.latest(item, self.iteration) for item in sequence.items)

    def _ahead(self, place: Place, beyond: Progress, maybe: bool) -> Iterator[Node]:
        block = place.block
        if place.made:  # nobody wrote it: it shows once it has happened
            return
        if isinstance(block, Parallel):
            yield self._tracks(place, beyond, beyond, maybe)
        elif isinstance(block, Group | Repeat | ForEach):
            yield from self.sequence_ahead(place.sequences["blocks"], beyond, maybe)
        elif isinstance(block, Branch):
            name, is_certain = self._foreseen(block)
            before, after = self._not_taken(place, name) if is_certain else ([], [])
            yield from before
            yield from self.sequence_ahead(place.sequences[name], beyond, maybe or not is_certain)
            yield from after
        elif self._has_station(block):
            yield replace(self._drawn(place, beyond), maybe=maybe)
        usual = place.sequences.get(f"on.{block.outcomes[0]}") if block.outcomes else None
        if usual:
            yield from self.sequence_ahead(usual, beyond, maybe)

    def _not_taken(self, place: Place, way: str) -> tuple[list[Station], list[Station]]:
        """The stations of the cases that were not taken and say why, before and after those of the way taken."""
        before: list[Station] = []
        after: list[Station] = []
        passed = False
        assert isinstance(place.block, Branch)
        for index, case in enumerate(place.block.cases):
            name = f"cases.{index}.blocks"
            passed = passed or name == way
            if case.skipped and name != way:
                nodes = self.sequence_ahead(place.sequences[name], Progress.SKIPPED, False)
                stations = [replace(stop, why=case.skipped) for stop in _flat(nodes)]
                (after if passed else before).extend(stations)
        return before, after

    def sequence_ahead(self, sequence: Sequence, beyond: Progress, maybe: bool) -> Iterator[Node]:
        """The nodes of a sequence that lies ahead as a whole, whatever happened there in earlier rounds."""
        for item in sequence.items:
            yield from self._ahead(self.program.nodes[item], beyond, maybe)

    def _tracks(self, place: Place, state: Progress, beyond: Progress, maybe: bool = False) -> Tracks:
        block = place.block
        assert isinstance(block, Parallel)
        is_ahead = state in (Progress.NEXT, Progress.SKIPPED)
        branches = [place.sequences[f"branches.{index}"] for index in range(len(block.branches))]
        drawn = tuple(
            tuple(self.sequence_ahead(branch, beyond, maybe) if is_ahead else self.sequence(branch, beyond))
            for branch in branches
        )
        return Tracks(block.id, block.shown_title, block.join, drawn, state)

    def _stop(self, place: Place, step: Step) -> Iterator[Station]:
        block, progress = place.block, PROGRESS[step.state]
        is_container = isinstance(block, Parallel | Group | Branch | Repeat | ForEach)
        if progress is Progress.PROBLEM or (not is_container and self._has_station(block, progress)):
            shown = Progress.STOPPED if isinstance(block, Cancel) else progress
            yield self._drawn(place, shown, step)

    def _drawn(self, place: Place, state: Progress, step: Step | None = None) -> Station:
        block = place.block
        return Station(block.id, block.shown_title, block.type, state, step, item=self.item, kept=place.kept)

    def _has_station(self, block: Block, progress: Progress = Progress.NEXT) -> bool:
        if block.type in STEERING:
            return False
        if isinstance(block, Wait | Resolve):
            return block.title is not None or progress is Progress.HERE
        return not isinstance(block, Cancel) or progress is Progress.DONE

    def _foreseen(self, block: Branch) -> tuple[str, bool]:
        """The way that today's facts would choose, and whether they are enough to tell."""
        for index, case in enumerate(block.cases):
            verdict = self._verdict(case.when)
            if verdict is None:
                return ("otherwise", False) if block.otherwise else (f"cases.{index}.blocks", False)
            if verdict:
                return f"cases.{index}.blocks", True
        return "otherwise", True

    def _verdict(self, rule: object) -> bool | None:
        if self.facts is None or not facts_in(rule) <= self.facts.keys():
            return None
        try:
            return holds_for_certain(rule, self.facts, self.surroundings)
        except RuleFault:
            return None


def _flat(nodes: Iterable[Node]) -> Iterator[Station]:
    for node in nodes:
        if isinstance(node, Tracks):
            for branch in node.branches:
                yield from _flat(branch)
        else:
            yield node
