"""Every way in which a step may end has words, in a trial and where a workflow is told."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.engines.workflow.endings import outcome_words
from ventanilla.surfaces.designer.services.following import OUTCOMES


def kinds(block: type[Block]) -> Iterator[type[Block]]:
    for kind in block.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_outcome_of_any_block_is_told_by_the_name_that_the_file_has_for_it():
    outcomes = {outcome for kind in kinds(Block) for outcome in getattr(kind, "outcomes", ())}
    assert {"approved", "made", "not_held"} <= outcomes
    assert {outcome for outcome in outcomes if outcome_words(outcome) == outcome} == set()
    assert outcomes - OUTCOMES.keys() == set()
