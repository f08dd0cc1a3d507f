"""The same again until it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from ventanilla.core.blueprint.blocks.base import Block, Blocks, Reacting
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.sites import Site, SubPath, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Rule

TURN = "turn"
"""Which turn it is, counted from one; once all is over, which was the last."""
SAID: Mapping[str, Mapping[str, str]] = {
    TURN: {"en": "time", "es": "vez"},
    "turns": {"en": "times", "es": "veces"},
}


class Repeat(Reacting):
    """The blocks again and again, until the rule holds at their end; `max` times at most. `turn` says inside which
    time it is; `label` is written beside the titles of what is done inside, as in `Year {{ outputs.years.turn }}`.

    Not overridden, reaching the maximum asks the service owner's team to look at it, and goes on.
    """

    type: ClassVar[str] = "repeat"
    name: ClassVar = {"en": "Repeat", "es": "Repetir"}
    outcomes: ClassVar[tuple[str, ...]] = ("done", "maximum")

    until: Rule
    max: Annotated[int, Field(ge=1, le=100)] = 10
    label: Localized | None = None
    blocks: Annotated[Blocks, AT_LEAST_ONE]

    def sites(self) -> Iterator[Site]:
        yield Site(("until",), self.until)

    def templates(self) -> Iterator[Template]:
        if self.label is not None:
            yield Template(("label",), self.label)

    def sequences(self) -> Iterator[tuple[SubPath, tuple[Block, ...]]]:
        yield ("blocks",), self.blocks
        yield from super().sequences()

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), TURN: FactType.NUMBER, "turns": FactType.NUMBER}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        """Called after the block: «Each year · time»."""
        return {
            name: {
                code: f"{text} · {words.get(code, words['en'])}" for code, text in self.shown_title.items()
            }
            for name, words in SAID.items()
        }
