"""The line map as somebody reads it from whom some of its stations are kept: in their place stands one that says
nothing but that they are under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count

from ventanilla.engines.workflow.machine.linemap import Node, Progress, Station, Tracks
from ventanilla.engines.workflow.machine.steps import Step, StepKey

KEPT = "kept"
"""The kind of a station that stands for those that are kept from its reader."""
WORKING = {"en": "We are working on it", "es": "Estamos en ello"}
OVER = frozenset({Progress.DONE, Progress.STOPPED, Progress.SKIPPED})

Hides = Callable[[Station], bool]


def veiled(nodes: Iterable[Node], hides: Hides) -> list[Node]:
    """`nodes` with those that `hides` chooses put together into stations without words of their own, one for all that
    follow each other. What is hidden and may never come, or never came, is left out."""
    numbers = count(1)
    return _joined(_veiled(nodes, hides), numbers)


def _veiled(nodes: Iterable[Node], hides: Hides) -> Iterator[Node]:
    """Each hidden station as one without words, those without a trace left out."""
    for node in nodes:
        if isinstance(node, Tracks):
            yield from _tracks(node, hides)
        elif not hides(node):
            yield node
        elif node.state is not Progress.SKIPPED and not (node.maybe and node.state is Progress.NEXT):
            yield _nameless(node)


def _tracks(node: Tracks, hides: Hides) -> Iterator[Node]:
    """The tracks that are left; those of which nothing is shown are one, and one alone needs no tracks."""
    branches = [tuple(_veiled(branch, hides)) for branch in node.branches]
    open_ = [branch for branch in branches if any(not _is_kept(one) for one in branch)]
    kept = [one for branch in branches if branch not in open_ for one in branch]
    ways = [*open_, *([tuple(kept)] if kept else [])]
    if len(ways) == 1:
        yield from ways[0]
    elif ways:
        yield replace(node, branches=tuple(ways))


def _joined(nodes: Iterable[Node], numbers: Iterator[int]) -> list[Node]:
    found: list[Node] = []
    run: list[Station] = []
    for node in nodes:
        kept = isinstance(node, Station) and node.kind == KEPT
        if not kept or any(one.after != node.after for one in run):
            found += _one(run, numbers)
            run = []
        if isinstance(node, Station) and kept:
            run.append(node)
            continue
        if isinstance(node, Tracks):
            node = replace(node, branches=tuple(tuple(_joined(one, numbers)) for one in node.branches))
        found.append(node)
    return [*found, *_one(run, numbers)]


def _one(run: list[Station], numbers: Iterator[int]) -> list[Node]:
    """One station for several hidden ones: where any of them is under way it is, too."""
    if not run:
        return []
    states = {station.state for station in run}
    begun = Progress.DONE if states <= OVER else Progress.HERE
    state = Progress.NEXT if states == {Progress.NEXT} else begun
    steps = [station.step for station in run if station.step]
    block = f"{KEPT}-{next(numbers)}"
    return [replace(run[0], block=block, state=state, step=_when(block, steps, state))]


def _when(block: str, steps: list[Step], state: Progress) -> Step | None:
    """Since when, and when it ended: no more is told of the steps."""
    if not steps or state is Progress.NEXT:
        return None
    ends = [step.ended_at for step in steps if step.ended_at]
    return Step(
        StepKey(block),
        steps[-1].state,
        min(step.started_at for step in steps),
        ended_at=max(ends) if ends and state is Progress.DONE else None,
    )


def _nameless(node: Station) -> Station:
    return Station(KEPT, WORKING, KEPT, node.state, node.step, after=node.after)


def _is_kept(node: Node) -> bool:
    return isinstance(node, Station) and node.kind == KEPT
