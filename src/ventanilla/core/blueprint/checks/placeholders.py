"""Placeholders where nothing is filled in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ventanilla.core.blueprint.blocks import ForEach, visits
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.messages import placeholders
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.sites import SubPath

FACTS = frozenset(
    {"answers", "requester", "requested_for", "person", "ticket", "outputs", "item", "row", "lists", "today"}
)


def check_placeholders(package: Package) -> Iterator[Problem]:
    """Titles, labels, values and all else that is taken as it stands: whoever reads it would read the braces. Braces
    around anything but a fact may be meant."""
    yield from _plain(package.to_document(), (), frozenset(_filled(package)))


def _filled(package: Package) -> Iterator[SubPath]:
    """Where the texts stand into which facts are filled."""
    asked = list(placed_in_form(package.form))
    for visit in visits(package.workflow):
        block = visit.block
        inside = block.inner_templates() if isinstance(block, ForEach) else ()
        yield from ((*visit.path, *template.path) for template in (*block.templates(), *inside))
        asked += placed(block.asked(), (*visit.path, "asks"))
    for name in ("first_response", "resolution"):
        written = range(len(getattr(package.deadlines, name)))
        yield from (("deadlines", name, index, "because") for index in written)
    for path, element, _holder in asked:
        yield from ((*path, *template.path) for template in element.templates())


def _plain(part: Any, path: SubPath, filled: Collection[SubPath]) -> Iterator[Problem]:
    if path in filled:
        return
    if isinstance(part, str):
        for shown, fact in placeholders(part):
            if fact.partition(".")[0] in FACTS:
                yield Problem(path, "placeholder_here", {"placeholder": shown, "fact": fact})
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, held in items:
        yield from _plain(held, (*path, key), filled)
