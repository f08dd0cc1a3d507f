"""The same again until it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from ventanilla.core.blueprint.blocks.base import Block, Blocks, Reacting
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.sites import Site, SubPath
from ventanilla.core.rules import FactType, Rule


class Repeat(Reacting):
    """The blocks again and again, until the rule holds at their end; `max` times at most.

    Not overridden, reaching the maximum asks the service owner's team to look at it, and goes on.
    """

    type: ClassVar[str] = "repeat"
    name: ClassVar = {"en": "Repeat", "es": "Repetir"}
    outcomes: ClassVar[tuple[str, ...]] = ("done", "maximum")

    until: Rule
    max: Annotated[int, Field(ge=1, le=100)] = 10
    blocks: Annotated[Blocks, AT_LEAST_ONE]

    def sites(self) -> Iterator[Site]:
        yield Site(("until",), self.until)

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        yield ("blocks",), self.blocks
        yield from super().sequences()

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "turns": FactType.NUMBER}
