"""A sequence with a deadline of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Block, Blocks, Reacting
from ventanilla.core.blueprint.due import Due, due_sites
from ventanilla.core.blueprint.sites import Site, SubPath


class Group(Reacting):
    """Blocks that belong together."""

    type: ClassVar[str] = "group"
    name: ClassVar = {"en": "Stage", "es": "Fase"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    blocks: Blocks
    due: Due | None = None

    def sites(self) -> Iterator[Site]:
        yield from due_sites(self.due)

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        yield ("blocks",), self.blocks
        yield from super().sequences()
