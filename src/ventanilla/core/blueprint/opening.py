"""When a service can be asked for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.rules import Rule

Days = tuple[date | None, date | None]
IsWorkingDay = Callable[[date], bool]
DayOfMonth = Annotated[int, Field(ge=-31, le=31)]


class Monthly(Part):
    """In every month from one day to another, both included, counted from its end when negative; with
    `working_days` the fifth is the fifth on which anybody works."""

    from_: DayOfMonth | None = Field(None, alias="from")
    until: DayOfMonth | None = None
    working_days: bool = False

    @model_validator(mode="after")
    def _in_this_order(self) -> Self:
        first, last = self.from_, self.until
        if (first is None and last is None) or 0 in (first, last):
            raise fault("window_of_month")
        if first is not None and last is not None and (first > 0) == (last > 0) and first > last:
            raise fault("window_of_month")
        return self

    def days_in(self, month: date, is_working_day: IsWorkingDay) -> tuple[date, date] | None:
        """The first and the last day in the month of that day; None when it has none. What the month is too short for
        means its last (or first) day."""
        every = [month.replace(day=1 + index) for index in range(monthrange(month.year, month.month)[1])]
        counted = [day for day in every if is_working_day(day)] if self.working_days else every
        if not counted:
            return None
        first = every[0] if self.from_ is None else _nth(counted, self.from_)
        last = every[-1] if self.until is None else _nth(counted, self.until)
        return (first, last) if first <= last else None


class Window(Part):
    """From the beginning of one day to the end of another: fixed days; the rows of a `list`, each with a column for
    the first and for the last day; or days of every month. With `when` only for those who ask and of whom the rule
    holds; without days for them always."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None
    list: Id | None = None
    first: Id | None = None
    last: Id | None = None
    monthly: Monthly | None = None
    when: Rule | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        by_days = bool(self.from_ or self.until)
        if self.list is not None or self.first or self.last:
            if by_days or self.monthly or not (self.list and self.first and self.last):
                raise fault("window_of_list")
        elif by_days and self.monthly:
            raise fault("one_of_fields", names=("from", "monthly"))
        elif not by_days and self.monthly is None and self.when is None:
            raise fault("window_of_days")
        elif self.from_ and self.until and self.from_ > self.until:
            raise fault("low_over_high", low=self.from_, high=self.until)
        return self


def _nth(days: list[date], n: int) -> date:
    index = n - 1 if n > 0 else len(days) + n
    return days[min(max(index, 0), len(days) - 1)]
