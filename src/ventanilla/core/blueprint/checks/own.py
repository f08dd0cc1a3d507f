"""Questions of a block that lean on what the same block leaves behind, which isn't there yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import Block, GoBack, Repeat, Visit, visits
from ventanilla.core.blueprint.form import placed
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import facts_in


def check_own(workflow: tuple[Block, ...]) -> Iterator[Problem]:
    """In the questions of a block that is done once, `outputs` of the block itself are always empty: what is being
    answered there is `answers.…`. A block that is done again may know what was answered the last time."""
    again = _done_again(workflow)
    for visit in visits(workflow):
        own = f"outputs.{visit.block.id}."
        if visit.block.id in again:
            continue
        for path, tree in _trees(visit):
            for fact in sorted(facts_in(tree)):
                if fact.startswith(own):
                    names = {"fact": fact, "instead": f"answers.{fact.removeprefix(own)}"}
                    yield Problem(path, "own_output", names)


def _trees(visit: Visit) -> Iterator[tuple[SubPath, Any]]:
    """The rules and values of the form that the block asks, and of what has to hold in it."""
    for path, element, _holder in placed(visit.block.asked(), (*visit.path, "asks")):
        yield from (((*path, *site.path), site.tree) for site in element.sites())
    for index, check in enumerate(visit.block.asked_checks()):
        yield (*visit.path, "checks", index, "rule"), check.rule


def _done_again(workflow: tuple[Block, ...]) -> set[str]:
    """The blocks that may be done several times: in a repeat, or where something leads back."""
    order = list(visits(workflow))
    place = {visit.block.id: index for index, visit in enumerate(order)}
    again = {visit.block.id for visit in order if any(map(_repeats, visit.above))}
    for index, visit in enumerate(order):
        if isinstance(visit.block, GoBack) and visit.block.to in place:
            again |= {each.block.id for each in order[place[visit.block.to] : index]}
    return again


def _repeats(holder: Visit) -> bool:
    return isinstance(holder.block, Repeat) and holder.within == ("blocks",)
