"""Walking the tree of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.blocks.for_each import ForEach
from ventanilla.core.blueprint.sites import SubPath


@dataclass(frozen=True)
class Visit:
    """A block, its path in the document (through its kind), and the blocks around it, outermost first."""

    block: Block
    path: SubPath
    above: tuple[Visit, ...] = ()
    sequence: tuple[Block, ...] = ()
    within: SubPath = ()
    """Of a block around another: which of its sequences that one stands in."""

    @property
    def loops(self) -> tuple[ForEach, ...]:
        """The for_each blocks whose items it is done for, outermost first."""
        return tuple(
            holder.block
            for holder in self.above
            if isinstance(holder.block, ForEach) and holder.within == ("blocks",)
        )


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block of the tree: each before those that it holds, in order."""
    for visit in visits(tuple(blocks)):
        yield visit.block


def visits(
    blocks: tuple[Block, ...], path: SubPath = ("workflow",), above: tuple[Visit, ...] = ()
) -> Iterator[Visit]:
    """Every block of the tree with where it stands."""
    for index, block in enumerate(blocks):
        visit = Visit(block, (*path, index, block.type), above, blocks)
        yield visit
        for below, sequence in (*block.sequences(), *block.side_sequences()):
            yield from visits(sequence, (*visit.path, *below), (*above, replace(visit, within=below)))


def find_block(blocks: Iterable[Block], block_id: str) -> Block | None:
    """The block with this id, wherever it stands; None when there is none."""
    return next((block for block in walk(blocks) if block.id == block_id), None)
