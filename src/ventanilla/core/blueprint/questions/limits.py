"""Limits that several question types share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import PlainSerializer, field_validator, model_validator

from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import RuleFault
from ventanilla.core.rules.pattern import compiled


def check_order(low: Any, high: Any) -> None:
    """Raise `low_over_high` when both are given and nothing could lie between."""
    if low is not None and high is not None and low > high:
        raise fault("low_over_high", low=low, high=high)


def _plain_number(number: Decimal) -> int | float | str:
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else str(number)


Number = Annotated[Decimal, PlainSerializer(_plain_number)]
"""An exact number that a document writes as a plain one."""


class Pattern(Part):
    """A regular expression of the shared subset that the whole text must match, and what to say if not."""

    regex: str
    message: Localized

    @field_validator("regex")
    @classmethod
    def _readable(cls, regex: str) -> str:
        try:
            compiled(regex)
        except RuleFault as error:
            raise fault("bad_regex", detail=error.words("en")) from None
        return regex


class Text(Question):
    """A question answered with text of a limited length and, perhaps, a pattern."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: Pattern | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_length, self.max_length)
        return self
