"""Limits that several question types share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import PlainSerializer, field_validator, model_validator

from ventanilla.core.blueprint.part import Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import RuleFault, Value
from ventanilla.core.rules.pattern import compiled


def check_order(low: Any, high: Any) -> None:
    """Raise `low_over_high` when both are given and nothing could lie between."""
    fixed = not is_worked_out(low) and not is_worked_out(high)
    if fixed and low is not None and high is not None and low > high:
        raise fault("low_over_high", low=low, high=high)


def _plain_number(number: Decimal) -> int | float | str:
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else str(number)


def is_worked_out(limit: Any) -> bool:
    """Whether the limit is a value, as in `{fact: …}`, and not a number that stands there."""
    return isinstance(limit, dict)


def limit_sites(**limits: Any) -> Iterator[Site]:
    """Those of the limits, by name, that are worked out."""
    yield from (Site((name,), limit) for name, limit in limits.items() if is_worked_out(limit))


def _limit_shape(raw: Any) -> Any:
    return Value if is_worked_out(raw) else Decimal | None


def _plain_limit(limit: Any) -> Any:
    return _plain_number(limit) if isinstance(limit, Decimal) else limit


Limit = Annotated[Any, by_shape(_limit_shape), PlainSerializer(_plain_limit)]
"""A number, or a value that comes to one: `{fact: answers.country.limit}`."""


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
