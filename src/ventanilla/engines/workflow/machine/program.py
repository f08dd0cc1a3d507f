"""A workflow made ready to run: every block with its place, and every default outcome as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ventanilla.core.blueprint.blocks import Block, ForEach, Parallel, Repeat, Resolve, Wait, walk
from ventanilla.engines.workflow.machine.steps import ROOT

MADE = "~"
"""Stands in the id of every block that the machine made."""
BEYOND_ID = "beyond"
"""What a block is called that the machine made to do the same once more, beyond what was allowed at first."""
LATE = "deadline.then"
DEADLINE = "deadline"
"""What the timer of a block's own deadline is called."""
UNDO = "on_cancel"


@dataclass(frozen=True)
class Sequence:
    """Blocks one after the other, held by a block (or by the run) under a name such as `branches.0`."""

    owner: str
    name: str
    items: tuple[str, ...] = ()

    @property
    def is_reaction(self) -> bool:
        """Whether it follows an outcome: its owner is over when it runs."""
        return self.name.startswith("on.")

    @property
    def is_beside(self) -> bool:
        """Whether it is what follows when its owner is late: the owner goes on without it."""
        return self.name == LATE

    @property
    def is_undoing(self) -> bool:
        """Whether it undoes what its owner did; the run as a whole does that when it is cancelled."""
        return self.name == UNDO

    @property
    def is_inside(self) -> bool:
        """Whether its owner goes on for as long as it does."""
        return not (self.is_reaction or self.is_beside or self.is_undoing)


@dataclass(frozen=True)
class Node:
    """A block with its place in the tree. `depth` is the number of item keys that its steps carry."""

    block: Block
    sequence: Sequence
    index: int
    depth: int
    sequences: Mapping[str, Sequence]
    inside: frozenset[str]
    """The block and all below it."""
    kept: bool = False
    """Whether who asks sees nothing of it."""

    @property
    def id(self) -> str:
        return self.block.id

    @property
    def is_container(self) -> bool:
        """Whether it goes on for as long as the blocks inside it do."""
        return any(sequence.is_inside for sequence in self.sequences.values())

    @property
    def made(self) -> bool:
        """Whether the machine put it there."""
        return MADE in self.id


@dataclass(frozen=True)
class Program:
    """A workflow that can be run. `outcome` is the ticket's when the end is reached."""

    root: Sequence
    nodes: Mapping[str, Node] = field(default_factory=dict)
    outcome: str = "fulfilled"

    @property
    def keeps_something(self) -> bool:
        """Whether there is anything that who asks doesn't see."""
        return any(node.kept for node in self.nodes.values())

    def keeps(self, block: str) -> bool:
        """Whether who asks sees nothing of this block (by id); of one that isn't there they see nothing to keep."""
        node = self.nodes.get(block)
        return node is not None and node.kept

    def way_back(self, node: Node, target: str) -> tuple[Node, Node] | None:
        """Where a go_back leads: the target, and the block of the target's sequence from which one goes back.

        None when `target` isn't an earlier block of the same or an enclosing sequence, or lies
        outside a parallel branch or an item.
        """
        goal = self.nodes.get(target)
        for here in self.upwards(node):
            if goal and here.sequence == goal.sequence:
                return (goal, here) if goal.index <= here.index and goal.id != node.id else None
            if self._is_wall(here.sequence):
                return None
        return None

    def loops(self, node: Node) -> Iterator[tuple[Node, int]]:
        """The for_each blocks for whose items the block is done, innermost first, each with its depth."""
        for inner, outer in pairwise(self.upwards(node)):
            if isinstance(outer.block, ForEach) and inner.sequence.is_inside:
                yield outer, outer.depth

    def repeats(self, node: Node) -> Iterator[tuple[Node, int]]:
        """The repeat blocks that the block is done again for, innermost first, itself if it is one, each with its
        depth."""
        if isinstance(node.block, Repeat):
            yield node, node.depth
        for inner, outer in pairwise(self.upwards(node)):
            if isinstance(outer.block, Repeat) and inner.sequence.is_inside:
                yield outer, outer.depth

    def holds_up(self, node: Node) -> bool:
        """Whether the request can't be done before this block is over. Beside a branch that resolves it, all else is
        aftercare; where the quickest of several branches is enough, a wait is only their limit."""
        for inner, outer in pairwise(self.upwards(node)):
            if not isinstance(outer.block, Parallel) or not inner.sequence.is_inside:
                continue
            if isinstance(node.block, Wait) and outer.block.needed_branches < len(outer.block.branches):
                return False
            others = (branch for branch in outer.block.branches if inner.block not in branch)
            if any(isinstance(block, Resolve) for branch in others for block in walk(branch)):
                return False
        return True

    def upwards(self, node: Node) -> Iterator[Node]:
        """The block and the blocks around it, innermost first."""
        yield node
        while node.sequence.owner != ROOT:
            node = self.nodes[node.sequence.owner]
            yield node

    def _is_wall(self, sequence: Sequence) -> bool:
        owner = self.nodes.get(sequence.owner)
        if sequence.is_undoing:
            return True
        return owner is not None and isinstance(owner.block, Parallel | ForEach) and sequence.is_inside
