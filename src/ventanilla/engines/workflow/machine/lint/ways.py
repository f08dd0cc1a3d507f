"""What has been done when a step is reached: for certain, and perhaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ventanilla.core.blueprint.blocks import (
    Approval,
    Block,
    Branch,
    Cancel,
    GoBack,
    Group,
    Parallel,
    Repeat,
    visits,
    walk,
)
from ventanilla.engines.workflow.machine.behaviours import behaviour_of

Blocks = tuple[Block, ...]
Ids = frozenset[str]
NONE: Ids = frozenset()


@dataclass(frozen=True)
class Before:
    """Blocks that are done when another one is reached; `perhaps` includes the certain ones."""

    certain: Ids = NONE
    perhaps: Ids = NONE

    def plus(self, certain: Ids, perhaps: Ids) -> Before:
        return Before(self.certain | certain, self.perhaps | perhaps | certain)


def before(workflow: Blocks) -> dict[str, Before]:
    """What is done before each block, by its id. Sound: what isn't in `perhaps` can't have been done."""
    found: dict[str, Before] = {}
    _sweep(workflow, Before(NONE, _beside(workflow)), found)
    for region in _loops(workflow):
        for block in region & found.keys():
            found[block] = found[block].plus(NONE, region)
    return found


def _beside(workflow: Blocks) -> Ids:
    """What is done beside the course of things, when something is late or undone: at any time, so perhaps before."""
    held = [blocks for block in walk(workflow) for _path, blocks in block.side_sequences()]
    return frozenset(block.id for blocks in held for block in walk(blocks))


def ends(blocks: Iterable[Block]) -> bool:
    """Whether a sequence never comes to its end: it closes the request, or goes back."""
    return any(closes(block) for block in blocks)


def closes(block: Block) -> bool:
    """Whether what stands behind the block in its sequence is never reached."""
    if isinstance(block, Cancel | GoBack):
        return True
    if set(block.possible_outcomes) - set(block.outcomes):  # it may also end because it is late
        return False
    if isinstance(block, Branch):
        return all(ends(case.blocks) for case in block.cases) and ends(block.otherwise)
    if isinstance(block, Group):
        return ends(block.blocks)
    if isinstance(block, Parallel):
        return sum(not ends(branch) for branch in block.branches) < block.needed_branches
    if isinstance(block, Repeat) and ends(block.blocks):
        return True
    outcomes = [one for one in block.outcomes if not (one == "expired" and never_expires(block))]
    return bool(outcomes) and all(ends(_after(block, outcome)) for outcome in outcomes)


def gives_up(block: Repeat) -> bool:
    """Whether what stands behind a repeat is reached only when its rule held: its maximum ends the request."""
    return ends(_after(block, "maximum"))


def never_expires(block: Block) -> bool:
    """Whether it is an approval that waits as long as it takes."""
    return isinstance(block, Approval) and block.expire_after is None and block.deadline is None


def _after(block: Block, outcome: str) -> Iterable[Block]:
    if outcome in block.reactions:
        return block.reactions[outcome]
    return behaviour_of(block).defaults(block).get(outcome, ())


def _sweep(blocks: Blocks, known: Before, found: dict[str, Before]) -> Before:
    for block in blocks:
        found[block.id] = known
        known = _past(block, known, found)
    return known


def _past(block: Block, known: Before, found: dict[str, Before]) -> Before:
    """What is done once the block is over, its inside looked at on the way."""
    inside = _inside(block, known, found)
    own = frozenset({block.id})
    reached = inside.plus(own, own)
    after = {outcome: _sweep(tuple(blocks), reached, found) for outcome, blocks in block.reactions.items()}
    for path, blocks in block.side_sequences():
        sure = reached if path == ("on_cancel",) else known  # what undoes it is done only when it was done
        _sweep(blocks, sure.plus(NONE, reached.perhaps | frozenset(found)), found)
    perhaps = frozenset[str]().union(*(each.perhaps for each in after.values())) if after else NONE
    return reached.plus(_surely(block, reached, after), perhaps)


def leading(block: Block) -> list[str]:
    """The outcomes behind which all goes on."""
    return [
        outcome
        for outcome in block.possible_outcomes
        if not (ends(_after(block, outcome)) or (outcome == "expired" and never_expires(block)))
    ]


def _surely(block: Block, reached: Before, after: Mapping[str, Before]) -> Ids:
    """What is done whatever the outcome, of those that lead on."""
    known = (after.get(outcome, reached) for outcome in leading(block))
    done = [each.certain for each in known]
    return frozenset.intersection(*done) if done else NONE


def _inside(block: Block, known: Before, found: dict[str, Before]) -> Before:
    if isinstance(block, Group):
        return _sweep(block.blocks, known, found)
    if isinstance(block, Parallel):
        return _side_by_side(block, known, found)
    if isinstance(block, Repeat):  # it is done once at least
        again = frozenset(inner.id for inner in walk(block.blocks))
        return _sweep(block.blocks, known.plus(NONE, again), found)
    held = [blocks for path, blocks in block.sequences() if path[0] != "on"]
    if isinstance(block, Branch):
        ways = [_sweep(blocks, known, found) for blocks in held]
        going_on = [way for way, blocks in zip(ways, held, strict=True) if not ends(blocks)]
        certain = frozenset.intersection(*(way.certain for way in going_on)) if going_on else NONE
    else:
        again = frozenset(inner.id for blocks in held for inner in walk(blocks))
        ways = [_sweep(blocks, known.plus(NONE, again), found) for blocks in held]
        certain = NONE
    return known.plus(certain, frozenset[str]().union(*(way.perhaps for way in ways)) if ways else NONE)


def _side_by_side(block: Parallel, known: Before, found: dict[str, Before]) -> Before:
    everything = frozenset(inner.id for branch in block.branches for inner in walk(branch))
    ways = []
    for branch in block.branches:
        others = everything - frozenset(inner.id for inner in walk(branch))
        ways.append(_sweep(branch, known.plus(NONE, others), found))
    certain = frozenset[str]().union(*(way.certain for way in ways)) if block.join == "all" else NONE
    return known.plus(certain, everything)


def _loops(workflow: Blocks) -> list[Ids]:
    """The blocks between each way back and where it leads to."""
    order = [visit.block for visit in visits(workflow)]
    place = {block.id: index for index, block in enumerate(order)}
    regions = []
    for index, block in enumerate(order):
        if isinstance(block, GoBack) and block.to in place:
            regions.append(frozenset(inner.id for inner in order[place[block.to] : index + 1]))
    return _joined(regions)


def _joined(regions: list[Ids]) -> list[Ids]:
    """Loops that share steps make one: what one goes back over, the other may have done."""
    joined: list[Ids] = []
    for region in regions:
        apart = [other for other in joined if not other & region]
        joined = [*apart, region.union(*(other for other in joined if other & region))]
    return joined
