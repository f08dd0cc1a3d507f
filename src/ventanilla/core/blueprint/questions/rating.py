"""A mark."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Rating(Question):
    """A whole number from 1 to `most`; `low` and `high` say what the two ends mean."""

    type: ClassVar[str] = "rating"
    fact_type: ClassVar[FactType] = FactType.NUMBER

    most: Annotated[int, Field(ge=2, le=10)] = 5
    low: Localized | None = None
    high: Localized | None = None
