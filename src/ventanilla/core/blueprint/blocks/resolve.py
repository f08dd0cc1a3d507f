"""The ticket is resolved; what follows is aftercare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.sites import Template
from ventanilla.core.blueprint.texts import Localized


class Resolve(Block):
    """Resolve the ticket and go on with the run; the message is what those who asked read about it."""

    type: ClassVar[str] = "resolve"
    name: ClassVar = {"en": "Done", "es": "Listo"}
    timeless: ClassVar[bool] = True

    outcome: Literal["fulfilled", "solved"] = "fulfilled"
    message: Localized | None = None

    def templates(self) -> Iterator[Template]:
        if self.message is not None:
            yield Template(("message",), self.message)
