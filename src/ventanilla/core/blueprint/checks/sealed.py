"""Questions whose answers stay sealed: they need an end, and nothing that could be read before it."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import Ask, Block, Visit, visits
from ventanilla.core.blueprint.form import placed
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import FileUpload


def check_sealed(workflow: tuple[Block, ...]) -> Iterator[Problem]:
    """A sealed question has a deadline that ends it, isn't a correction, and asks for no files."""
    for visit in visits(workflow):
        if isinstance(visit.block, Ask) and visit.block.sealed_until is not None:
            yield from _sealed(visit, visit.block)


def _sealed(visit: Visit, block: Ask) -> Iterator[Problem]:
    here = (*visit.path, "sealed_until")
    if block.deadline is None or not block.deadline.ends:
        yield Problem(here, "sealed_endless")
    if block.amend:
        yield Problem(here, "sealed_correction")
    loop = visit.loops[-1] if visit.loops else None
    if block.sealed_until == "all_answered" and (loop is None or loop.in_order):
        yield Problem(here, "sealed_alone")
    for path, element, _holder in placed(block.asks, (*visit.path, "asks")):
        if isinstance(element, FileUpload):
            yield Problem(path, "sealed_file")
