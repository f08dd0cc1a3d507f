"""The ticket is resolved; what follows is aftercare."""

from __future__ import annotations

from typing import ClassVar, Literal

from ventanilla.core.blueprint.blocks.base import Block


class Resolve(Block):
    """Resolve the ticket and go on with the run."""

    type: ClassVar[str] = "resolve"
    name: ClassVar = {"en": "Done", "es": "Listo"}

    outcome: Literal["fulfilled", "solved"] = "fulfilled"
