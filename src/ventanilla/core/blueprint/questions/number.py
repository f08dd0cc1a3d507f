"""A number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import Limit, check_order, limit_sites
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Number(Question):
    """How many, how much; `decimals` 0 asks for a whole number. `min` and `max` are numbers or values."""

    type: ClassVar[str] = "number"
    fact_type: ClassVar[FactType] = FactType.NUMBER

    min: Limit = None
    max: Limit = None
    decimals: Annotated[int, Field(ge=0, le=12)] = 0
    unit: Localized | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield from limit_sites(min=self.min, max=self.max)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min, self.max)
        return self
