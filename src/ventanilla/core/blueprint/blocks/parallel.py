"""Several sequences at once, that join again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.blocks.base import Block, Blocks, Reacting
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import SubPath


class Parallel(Reacting):
    """Branches that run side by side; it goes on when all, any or a number of them have ended."""

    type: ClassVar[str] = "parallel"
    name: ClassVar = {"en": "In parallel", "es": "En paralelo"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    branches: Annotated[tuple[Blocks, ...], AT_LEAST_ONE]
    join: Literal["all", "any"] | Annotated[int, Field(ge=1)] = "all"

    @property
    def needed_branches(self) -> int:
        """How many branches have to end."""
        if self.join == "all":
            return len(self.branches)
        return 1 if self.join == "any" else self.join

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        for index, branch in enumerate(self.branches):
            yield ("branches", index), branch
        yield from super().sequences()

    @model_validator(mode="after")
    def _enough_branches(self) -> Self:
        if self.needed_branches > len(self.branches):
            raise fault("join_short", need=self.needed_branches, count=len(self.branches))
        return self
