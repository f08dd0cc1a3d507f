"""An amount of money."""

from __future__ import annotations

import re
from typing import ClassVar, Self

from pydantic import field_validator, model_validator

from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import Number, check_order
from ventanilla.core.rules import FactType

CURRENCY = re.compile(r"^[A-Z]{3}$")


class Money(Question):
    """An amount in one currency; `min` and `max` are in that currency."""

    type: ClassVar[str] = "money"
    fact_type: ClassVar[FactType] = FactType.MONEY

    currency: str = "EUR"
    min: Number | None = None
    max: Number | None = None

    @field_validator("currency")
    @classmethod
    def _three_letters(cls, currency: str) -> str:
        if not CURRENCY.match(currency):
            raise fault("bad_currency")
        return currency

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min, self.max)
        return self
