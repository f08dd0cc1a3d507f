"""Times of the day, instants and stretches of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import check_order
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value
from ventanilla.core.rules.kinds import as_time


def _time_or_value(value: Any) -> Any:
    if not isinstance(value, dict) and as_time(value) is None:
        raise fault("bad_time", value=value)
    return value


TimeValue = Annotated[Value, AfterValidator(_time_or_value)]
"""A time of the day, "08:30", or a value that comes to one."""


class Limited(Question):
    """A question whose answers may be limited by values."""

    min: Value | None = None
    max: Value | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        for name, limit in (("min", self.min), ("max", self.max)):
            if limit is not None:
                yield Site((name,), limit)


class Time(Question):
    """A time of the day, "08:30"; `every` so many minutes."""

    type: ClassVar[str] = "time"
    fact_type: ClassVar[FactType] = FactType.TIME

    min: TimeValue | None = None
    max: TimeValue | None = None
    every: Annotated[int, Field(ge=1, le=720)] | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        for name, limit in (("min", self.min), ("max", self.max)):
            if limit is not None:
                yield Site((name,), limit)


class Instant(Limited):
    """A day with its time, in the zone of the service; `min` and `max` are values, as in `{fact: now}`."""

    type: ClassVar[str] = "instant"
    fact_type: ClassVar[FactType] = FactType.INSTANT


class DateRange(Limited):
    """From one day to another, both of them meant."""

    type: ClassVar[str] = "date_range"
    fact_type: ClassVar[FactType] = FactType.ROW

    min_days: Annotated[int, Field(ge=1)] | None = None
    max_days: Annotated[int, Field(ge=1, le=4000)] | None = None

    def facts_below(self) -> Mapping[str, FactType]:
        """The first and the last day, and how many days that makes: all, and working days."""
        return {
            "from": FactType.DATE,
            "to": FactType.DATE,
            "days": FactType.NUMBER,
            "working_days": FactType.NUMBER,
        }

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_days, self.max_days)
        return self
