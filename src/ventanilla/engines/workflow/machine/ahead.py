"""What may still happen in a run: every block that can be reached from where it stands.

The line map (`linemap`) shows people the likely stations; this leaves out nothing: messages, ways that may be taken,
what follows when something is late or refused, and what is undone when the request is cancelled.
"""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Branch, ForEach, GoBack, Parallel, Repeat
from ventanilla.engines.workflow.machine.program import DEADLINE, UNDO, Node, Program, Sequence
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    DOUBTED,
    ROOT_KEY,
    State,
    Step,
    StepState,
    places,
)


def ahead(program: Program, state: State) -> tuple[str, ...]:
    """The ids of the package's blocks that may be entered yet, in the order of the document; those of steps that are
    open now are among them when one may come back to them."""
    look = _Look(program, state)
    if not state.ended:
        look.at_all()
    return tuple(block for block, node in program.nodes.items() if block in look.found and not node.made)


class _Look:
    def __init__(self, program: Program, state: State) -> None:
        self.program = program
        self.state = state
        self.open = state.open_steps()
        self.found: set[str] = set()

    def at_all(self) -> None:
        root = self.state.get(ROOT_KEY)
        if root is not None and "ending" in root.data:
            self._undoing({block for block, _items, _round in root.data["undoing"]})
            self._come_back()
            return
        self._rest_of(self.program.root, ())
        if root is not None:
            self._asked_anew(root)
        self._come_back()
        reached = {key.block for key in self.state} | self.found
        for block in reached & self.program.nodes.keys():
            self._whole_of(self.program.nodes[block].sequences.get(UNDO))
        self._come_back()

    def _asked_anew(self, root: Step) -> None:
        """What follows on approvals that saw other answers may begin at their place once more."""
        for block, _iteration in (*places(root.data, DOUBTED), *places(root.data, CONFIRMING)):
            *_around, first = self.program.upwards(self.program.nodes[block])
            for item in first.sequence.items[first.index :]:
                self.found |= self.program.nodes[item].inside

    def _undoing(self, todo: set[str]) -> None:
        """Nothing but what is still to be undone, and the rest of what is being undone."""
        for node in self.program.nodes.values():
            sequence = node.sequences.get(UNDO)
            if sequence and node.id in todo:
                self._whole_of(sequence)
            elif sequence:
                for step in self.open:
                    if any(step.key.block in self.program.nodes[item].inside for item in sequence.items):
                        self._rest_of(sequence, step.key.iteration[: node.depth])

    def _come_back(self) -> None:
        while self._ways_back():
            pass

    def _ways_back(self) -> bool:
        """What lies between a way back that may be taken and where it leads to; whether there was anything new."""
        before = len(self.found)
        for block in list(self.found):
            node = self.program.nodes[block]
            way = self.program.way_back(node, node.block.to) if isinstance(node.block, GoBack) else None
            if way is not None:
                goal, here = way
                for item in goal.sequence.items[goal.index : here.index + 1]:
                    self.found |= self.program.nodes[item].inside
        return len(self.found) > before

    def _whole_of(self, sequence: Sequence | None) -> None:
        for item in sequence.items if sequence else ():
            self.found |= self.program.nodes[item].inside

    def _rest_of(self, sequence: Sequence, iteration: tuple[str, ...]) -> None:
        """What comes after the point where a sequence stands; all of it when it hasn't begun."""
        here = [index for index, item in enumerate(sequence.items) if self._is_open_in(item, iteration)]
        if not here:
            self._whole_of(sequence)
            return
        for item in sequence.items[here[-1] + 1 :]:
            self.found |= self.program.nodes[item].inside
        self._from(self.program.nodes[sequence.items[here[-1]]], iteration)

    def _is_open_in(self, item: str, iteration: tuple[str, ...]) -> bool:
        inside, depth = self.program.nodes[item].inside, len(iteration)
        return any(step.key.block in inside and step.key.iteration[:depth] == iteration for step in self.open)

    def _from(self, node: Node, iteration: tuple[str, ...]) -> None:
        """What may follow on a block that is open, or whose outcome is being reacted to."""
        step = self.state.latest(node.id, iteration)
        if step is None or step.state is StepState.FAILED:  # it may be tried again
            self.found |= node.inside
            return
        for name, sequence in node.sequences.items():
            if not step.is_open:
                begun = any(self._is_open_in(item, iteration) for item in sequence.items)
                if name == f"on.{step.outcome}" or (sequence.is_reaction and begun):
                    self._rest_of(sequence, iteration)
            elif sequence.is_inside:
                self._inside(node, step, sequence)
            elif sequence.is_reaction:
                self._whole_of(sequence)
            elif sequence.is_beside:
                self._beside(step, sequence)

    def _beside(self, step: Step, sequence: Sequence) -> None:
        begun = any(self._is_open_in(item, step.key.iteration) for item in sequence.items)
        if begun or step.data.get("timers", {}).get(DEADLINE) != "fired":
            self._rest_of(sequence, step.key.iteration)

    def _inside(self, node: Node, step: Step, sequence: Sequence) -> None:
        match node.block:
            case ForEach():
                self._items(step, sequence)
            case Parallel() if int(sequence.name.removeprefix("branches.")) in step.data.get("ended", ()):
                return
            case Branch() if step.data.get("way", sequence.name) != sequence.name:
                return
            case Repeat() as block if step.data.get("turn", 1) < block.max:
                self._whole_of(sequence)
            case _:
                self._rest_of(sequence, step.key.iteration)

    def _items(self, step: Step, sequence: Sequence) -> None:
        if "items" not in step.data:
            self._whole_of(sequence)
            return
        for item in step.data["items"]:
            if item["key"] not in step.data["ended"]:
                self._rest_of(sequence, (*step.key.iteration, item["key"]))
