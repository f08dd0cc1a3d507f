"""The ticket is closed without having been fulfilled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.sites import Template
from ventanilla.core.blueprint.texts import Localized


class Cancel(Block):
    """End the run, close everything that is open, and close the ticket with this outcome."""

    type: ClassVar[str] = "cancel"
    name: ClassVar = {"en": "Closed", "es": "Cerrada"}
    timeless: ClassVar[bool] = True

    outcome: Literal["declined", "withdrawn", "expired", "duplicate"]
    message: Localized | None = None

    def templates(self) -> Iterator[Template]:
        if self.message is not None:
            yield Template(("message",), self.message)
