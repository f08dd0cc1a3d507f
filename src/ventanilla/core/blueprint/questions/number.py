"""A number."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import Number as Exact
from ventanilla.core.blueprint.questions.limits import check_order
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Number(Question):
    """How many, how much; `decimals` 0 asks for a whole number."""

    type: ClassVar[str] = "number"
    fact_type: ClassVar[FactType] = FactType.NUMBER

    min: Exact | None = None
    max: Exact | None = None
    decimals: Annotated[int, Field(ge=0, le=12)] = 0
    unit: Localized | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min, self.max)
        return self
