"""From the blocks of a package to a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ventanilla.core.blueprint.blocks import Block, is_kept
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.engines.workflow.machine.behaviours import behaviour_of
from ventanilla.engines.workflow.machine.program import Node, Program, Sequence
from ventanilla.engines.workflow.machine.steps import ROOT


def compile(workflow: Iterable[Block], *, outcome: str = "fulfilled") -> Program:
    """The program of a workflow, the defaults of every outcome written out as blocks with `~` in their id.

    `outcome` is how the ticket is resolved when the end is reached. Raises ValueError when two blocks
    have the same id; `blueprint.checks.check` says that, and more, in words.
    """
    nodes: dict[str, Node] = {}
    root = _lay(tuple(workflow), ROOT, "workflow", 0, nodes)
    return Program(root, nodes, outcome)


def _lay(
    blocks: tuple[Block, ...],
    owner: str,
    name: str,
    depth: int,
    nodes: dict[str, Node],
    *,
    kept: bool = False,
) -> Sequence:
    """`kept`: who asks sees nothing of the owner."""
    sequence = Sequence(owner, name, tuple(block.id for block in blocks))
    for index, block in enumerate(blocks):
        if block.id in nodes:
            raise ValueError(f"two blocks are called {block.id}")
        behaviour, unseen = behaviour_of(block), is_kept(block, kept)
        nodes[block.id] = Node(
            block, sequence, index, depth, {}, frozenset()
        )  # holds the id while going down
        below = {
            key: _lay(held, block.id, key, depth + behaviour.deepens * _deepens(key), nodes, kept=unseen)
            for key, held in _sequences(block, behaviour.defaults(block)).items()
        }
        inside = frozenset({block.id}).union(
            *(nodes[item].inside for held in below.values() if not held.is_undoing for item in held.items),
        )
        nodes[block.id] = Node(block, sequence, index, depth, below, inside, unseen)
    return sequence


def _deepens(key: str) -> bool:
    """Whether a sequence of a block is done for each of its items."""
    return Sequence("", key).is_inside


def _sequences(block: Block, defaults: Mapping[str, tuple[Block, ...]]) -> dict[str, tuple[Block, ...]]:
    written = {".".join(map(str, path)): blocks for path, blocks in _written(block)}
    made = {
        f"on.{outcome}": tuple(_named_after(block, reaction) for reaction in blocks)
        for outcome, blocks in defaults.items()
        if outcome not in block.reactions
    }
    return {**written, **made}


def _written(block: Block) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
    yield from block.sequences()
    yield from block.side_sequences()


def _named_after(owner: Block, made: Block) -> Block:
    return made.model_copy(update={"id": f"{owner.id}~{made.id}"})
