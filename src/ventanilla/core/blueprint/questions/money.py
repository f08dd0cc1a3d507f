"""An amount of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import field_validator, model_validator

from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import Limit, check_order, limit_sites
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType

CURRENCY = re.compile(r"^[A-Z]{3}$")


class Money(Question):
    """An amount in one currency; `min` and `max` are in that currency, numbers or values."""

    type: ClassVar[str] = "money"
    fact_type: ClassVar[FactType] = FactType.MONEY

    currency: str = "EUR"
    min: Limit = None
    max: Limit = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield from limit_sites(min=self.min, max=self.max)

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
