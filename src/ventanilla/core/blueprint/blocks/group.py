"""A sequence with a deadline of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Block, Blocks
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.sites import SubPath


class Group(Block):
    """Blocks that belong together."""

    type: ClassVar[str] = "group"
    name: ClassVar = {"en": "Stage", "es": "Fase"}

    blocks: Blocks
    due: Duration | None = None

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        yield ("blocks",), self.blocks
