"""When a service is asked for by itself, again and again: pure reckoning of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.blocks.wait import ClockTime
from ventanilla.core.blueprint.filling import Filled
from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import Rule

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS_AHEAD = 48
IsWorkingDay = Callable[[date], bool]


class Every(Part):
    """How often: every so many `days`, on a `weekday`, or in every month (or every n-th) on a `day` or a
    `working_day`, counted from its end when negative. `shift` moves a day on which nobody works to the next."""

    days: Annotated[int, Field(ge=1, le=3660)] | None = None
    weekday: Weekday | None = None
    day: Annotated[int, Field(ge=-31, le=31)] | None = None
    working_day: Annotated[int, Field(ge=-23, le=23)] | None = None
    months: Annotated[int, Field(ge=1, le=24)] = 1
    shift: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [self.days, self.weekday, self.day, self.working_day]
        if sum(item is not None for item in given) != 1 or 0 in (self.day, self.working_day):
            raise fault("one_of_fields", names=("days", "weekday", "day", "working_day"))
        return self


class Schedule(Part):
    """A service that is asked for by itself: how often, at what time, from when, for whom and with which answers.

    For each person of whom `people` holds, for each row of `list`, or once. Who asks is the service's owner.
    """

    id: Id
    title: Localized
    every: Every
    at: ClockTime = "08:00"
    starts_on: date
    ends_on: date | None = None
    people: Rule | None = None
    list: Id | None = None
    where: Rule | None = None
    answers: dict[Id, Filled] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _for_whom(self) -> Self:
        if self.people is not None and self.list is not None:
            raise fault("one_of_fields", names=("people", "list"))
        if self.where is not None and self.list is None:
            raise fault("where_without_list")
        return self

    def next_day(self, after: date | None, is_working_day: IsWorkingDay) -> date | None:
        """The next day after `after` (the very first for None); None when it has come to its end."""
        for day in self._days(after, is_working_day):
            if day >= self.starts_on and (after is None or day > after):
                return None if self.ends_on and day > self.ends_on else day
        return None

    def _days(self, after: date | None, is_working_day: IsWorkingDay) -> Iterator[date]:
        start = max(after, self.starts_on) if after else self.starts_on
        if self.every.days is not None:
            passed = max(0, (start - self.starts_on).days // self.every.days)
            raw: Iterator[date] = (
                self.starts_on + timedelta(days=self.every.days * (passed + turn)) for turn in range(3)
            )
        elif self.every.weekday is not None:
            ahead = (WEEKDAYS.index(self.every.weekday) - start.weekday()) % 7
            raw = (start + timedelta(days=ahead + 7 * turn) for turn in range(3))
        else:
            raw = self._in_months(start, is_working_day)
        for day in raw:
            yield _shifted(day, is_working_day) if self.every.shift else day

    def _in_months(self, start: date, is_working_day: IsWorkingDay) -> Iterator[date]:
        first = self.starts_on.year * 12 + self.starts_on.month - 1
        this = start.year * 12 + start.month - 1
        begin = first + (this - first) // self.every.months * self.every.months
        for month in range(begin, begin + MONTHS_AHEAD, self.every.months):
            year, number = divmod(month, 12)
            days = [date(year, number + 1, 1 + n) for n in range(monthrange(year, number + 1)[1])]
            if self.every.working_day is not None:
                working = [day for day in days if is_working_day(day)]
                yield from _nth(working, self.every.working_day)
            else:
                yield from _nth(days, self.every.day or 1, clamp=True)


def _nth(days: list[date], n: int, *, clamp: bool = False) -> Iterator[date]:
    """The n-th of the days, from the end when negative; of the last when there are fewer and `clamp` is set."""
    index = n - 1 if n > 0 else len(days) + n
    if clamp:
        index = min(max(index, 0), len(days) - 1)
    if 0 <= index < len(days):
        yield days[index]


def _shifted(day: date, is_working_day: IsWorkingDay) -> date:
    for later in range(60):
        if is_working_day(day + timedelta(days=later)):
            return day + timedelta(days=later)
    return day
