"""A place of the organisation."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType


class LocationChoice(Question):
    """A building, a floor, a room."""

    type: ClassVar[str] = "location"
    fact_type: ClassVar[FactType] = FactType.LOCATION
