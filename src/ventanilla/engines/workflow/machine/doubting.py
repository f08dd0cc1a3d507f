"""Approvals that were given before the answers were corrected.

Where nothing but decisions has followed on them, the run goes back to the first and takes the way that the answers of
now give. Where something was done, it stays done: they are asked anew beside it, and nothing else begins before they
have agreed. When they don't, what follows on that begins at their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import (
    Approval,
    Ask,
    Block,
    Branch,
    Calculate,
    ForEach,
    GoBack,
    Group,
    Notify,
    Parallel,
    Repeat,
    Set,
)
from ventanilla.engines.workflow.machine.anew import own
from ventanilla.engines.workflow.machine.given import Ending, Entry
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    DOUBTED,
    GIVEN,
    ROOT_KEY,
    Place,
    Step,
    StepKey,
    StepState,
)

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.flow import Flow
    from ventanilla.engines.workflow.machine.program import Node

AGREED = "on.approved"
DECISIONS = (Approval, Branch, Calculate, ForEach, GoBack, Group, Notify, Parallel, Repeat, Set)
"""What may be gone through once more without anything being done twice."""


def note(run: Flow, keys: Iterable[StepKey]) -> None:
    """These approvals saw other answers; of those that hold, it is remembered until it can be looked at."""
    held, known = run.places(GIVEN), run.places(DOUBTED)
    doubted = [key[:2] for key in keys if key[:2] in held and run.latest(*key[:2]).key == key]
    run.keep(DOUBTED, [*known, *(place for place in doubted if place not in known)])


def look(run: Flow) -> bool:
    """Ask anew what saw other answers; whether anything was done about it. An answer that is being corrected on the
    very way back is waited for."""
    doubted = run.places(DOUBTED)
    if not doubted:
        return False
    found = [place for place in doubted if _counts(run, place)]
    goal = _way_back(run, found)
    if goal is not None and _corrects(run, *goal):
        return False
    run.keep(DOUBTED, ())
    if goal is not None:
        run.rewind(*goal)
        return True
    run.keep(GIVEN, (place for place in run.places(GIVEN) if not _is_of(run, place, found)))
    run.keep(CONFIRMING, [*run.places(CONFIRMING), *found])
    for place in found:
        run.confirm(*place)
    return True


def _is_of(run: Flow, place: Place, found: Iterable[Place]) -> bool:
    """Whether it is one of these, or was given in one of them."""
    return any(place[0] in own(run.program, block) and place[1][: len(at)] == at for block, at in found)


def waits(run: Flow, one: Entry | Ending) -> bool:
    """Whether something has to wait because approvals are asked anew: all but what belongs to these, what is done when
    something is late, and a way back that leads behind all of them."""
    late = isinstance(one, Entry) and one.beside
    if late or not run.is_confirming or _belongs(run, one):
        return False
    node = run.program.nodes.get(one.block)
    way = run.program.way_back(node, node.block.to) if node and isinstance(node.block, GoBack) else None
    if way is None or isinstance(one, Ending):
        return True
    goal = outermost(run, way[0], one.iteration)
    region = later(run, goal, goal.index)
    depth = goal.depth
    return not all(
        block in region and at[:depth] == one.iteration[:depth] for block, at in run.places(CONFIRMING)
    )


def _belongs(run: Flow, one: Entry | Ending) -> bool:
    """Whether it is a part of what is asked anew. What followed on the first yes isn't, though it hangs on that."""
    followed = isinstance(one, Ending) and one.name == AGREED
    if followed and (one.block, one.iteration) in run.places(CONFIRMING):
        return False
    return run.confirms(one.block, one.iteration) is not None


def decided(run: Flow, node: Node, iteration: tuple[str, ...]) -> None:
    """What was asked anew is decided. Without a yes, all that came after it is closed and begins anew."""
    run.keep(CONFIRMING, (place for place in run.places(CONFIRMING) if place != (node.id, iteration)))
    outcome = run.latest(node.id, iteration).outcome
    if outcome == "approved" or (outcome == "expired" and "expired" not in node.block.reactions):
        return
    goal = outermost(run, node, iteration)
    if goal.id == node.id:
        run.cut(later(run, node, node.index), iteration)
        run.reopen(node, iteration)
        run.go_past(node, iteration)
    else:
        run.rewind(goal, iteration[: goal.depth])


def outermost(run: Flow, node: Node, iteration: tuple[str, ...]) -> Node:
    """The block itself, or the outermost of the blocks around it that are over."""
    goal = node
    for inner, outer in pairwise(run.program.upwards(node)):
        if inner.sequence.is_undoing or inner.sequence.is_beside:
            break
        if inner.sequence.is_inside and not run.open_step(outer.id, iteration[: outer.depth]):
            goal = outer
    return goal


def later(run: Flow, node: Node, index: int) -> frozenset[str]:
    """The blocks from a place of the block's sequence on, with all below them; after a reaction, what comes after the
    block reacted to."""
    found = run.from_here(node.sequence, index)
    while node.sequence.is_reaction:
        node = run.program.nodes[node.sequence.owner]
        found |= run.from_here(node.sequence, node.index + 1) | {node.id}
    return found


def _counts(run: Flow, place: Place) -> bool:
    """Whether it is known, the request isn't over, and what followed on the yes wasn't called off."""
    root, node = run.step(ROOT_KEY).data, run.program.nodes.get(place[0])
    if node is None or "resolved" in root or "ending" in root or place not in run.places(GIVEN):
        return False
    for one in run.program.upwards(node):
        sequence = one.sequence
        if sequence.is_undoing or (
            sequence.is_beside and not run.open_step(sequence.owner, place[1][: one.depth])
        ):
            return False
        after = sequence.items[one.index + 1 :]
        if any(_called_off(run, item, place[1][: one.depth]) for item in after):
            return False
    return True


def _called_off(run: Flow, block: str, iteration: tuple[str, ...]) -> bool:
    step = run.known(block, iteration)
    return step is not None and step.state is StepState.CANCELLED


def _way_back(run: Flow, found: list[Place]) -> tuple[Node, tuple[str, ...]] | None:
    """The first of the blocks to go back to, when all lie in one sequence and nothing but decisions followed."""
    goals = [_reacted_to(run, outermost(run, run.program.nodes[block], at)) for block, at in found]
    if not goals:
        return None
    first = min(goals, key=lambda goal: goal.index)
    iteration = found[0][1][: first.depth]
    if any(goal.sequence != first.sequence for goal in goals):
        return None
    if any(at[: first.depth] != iteration for _block, at in found):
        return None
    if all(_is_decision(run.node(step).block) for step in _from(run, first, iteration)):
        return first, iteration
    return None


def _reacted_to(run: Flow, node: Node) -> Node:
    while node.sequence.is_reaction:
        node = run.program.nodes[node.sequence.owner]
    return node


def _is_decision(block: Block) -> bool:
    return isinstance(block, DECISIONS) or (isinstance(block, Ask) and block.amend)


def _corrects(run: Flow, goal: Node, iteration: tuple[str, ...]) -> bool:
    return any(step.is_open and isinstance(run.node(step).block, Ask) for step in _from(run, goal, iteration))


def _from(run: Flow, goal: Node, iteration: tuple[str, ...]) -> Iterator[Step]:
    """All steps that were ever reached from a block on."""
    region = later(run, goal, goal.index)
    for step in run.state().values():
        if step.key.block in region and step.key.iteration[: len(iteration)] == iteration:
            yield step
