"""One of several ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ventanilla.core.blueprint.blocks.base import Block, Blocks
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Part
from ventanilla.core.blueprint.sites import Site, SubPath
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import Rule


class Case(Part):
    """The blocks to go through when `when` holds. `skipped` says to people why they were not needed, when another
    way was taken; without it nothing is shown of them."""

    when: Rule
    title: Localized | None = None
    skipped: Localized | None = None
    blocks: Blocks = ()


class Branch(Block):
    """The first case whose rule holds, else `otherwise`."""

    type: ClassVar[str] = "branch"
    name: ClassVar = {"en": "Choice of way", "es": "Bifurcación"}

    cases: Annotated[tuple[Case, ...], AT_LEAST_ONE]
    otherwise: Blocks = ()

    def sites(self) -> Iterator[Site]:
        for index, case in enumerate(self.cases):
            yield Site(("cases", index, "when"), case.when)

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        for index, case in enumerate(self.cases):
            yield ("cases", index, "blocks"), case.blocks
        yield ("otherwise",), self.otherwise
