"""Rework: return to an earlier block."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.part import Id


class GoBack(Block):
    """Start again from `to`, at most `max` times in the whole run."""

    type: ClassVar[str] = "go_back"
    name: ClassVar = {"en": "Back to an earlier step", "es": "Vuelta a un paso anterior"}
    timeless: ClassVar[bool] = True

    to: Id
    max: Annotated[int, Field(ge=1, le=100)] = 10
