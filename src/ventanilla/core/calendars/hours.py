"""Working time: pure arithmetic over weekly hours and closed days.

Everything is computed on instants in UTC, so a clock change makes a working day an hour shorter or longer
only where the hours of that day contain it. Two rules settle what a wall clock leaves open:

- a time that the clock jumps over (02:30 on a spring night) means the moment of the jump;
- a time that comes twice (02:30 on an autumn night) means the first one.

Both keep stretches in order and apart, so no minute is counted twice and none is lost between two of them.
Every result is aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import islice, pairwise
from typing import Final, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from ventanilla.core.calendars.wall import MIDNIGHT, ONE_DAY, instant, months_later, steady_offset

NOTHING: Final = timedelta()
LONGEST_CLOSURE: Final = 3 * 366
"""How many closed days in a row are searched before a calendar counts as never open."""

Unit: TypeAlias = Literal[
    "minutes", "hours", "days", "months", "business_minutes", "business_hours", "business_days"
]
UNITS: Final[tuple[str, ...]] = get_args(Unit)

Span: TypeAlias = tuple[datetime, datetime]
"""From one instant up to, but without, another."""


class NeverOpen(Exception):
    """No working time was found within three years, so there is nothing to count with."""


@dataclass(frozen=True)
class Stretch:
    """Opening and closing time on one day, by the clock on the wall; closing at 00:00 is the end of the day.

    Raises ValueError when it closes before it opens. Hours past midnight are two stretches on two days.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("a stretch is told by the clock on the wall, without a zone")
        if self.since >= self.until:
            raise ValueError(f"a stretch can't close at {self.closes} when it opens at {self.opens}")

    @cached_property
    def since(self) -> timedelta:
        """The opening, counted from midnight by the clock on the wall."""
        return _since_midnight(self.opens)

    @cached_property
    def until(self) -> timedelta:
        """The closing, counted from midnight by the clock on the wall: 24 hours at the end of the day."""
        return ONE_DAY if self.closes == MIDNIGHT else _since_midnight(self.closes)


Week: TypeAlias = tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True)
class WorkingHours:
    """When a place works: its zone, its seven days (Monday first) and the dates on which it is closed.

    Raises ValueError unless there are seven days, each with its stretches in order and apart.
    """

    zone: ZoneInfo
    week: Week
    is_closed: Callable[[date], bool]

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"a week has 7 days, not {len(self.week)}")
        for stretches in self.week:
            if any(later.since < earlier.until for earlier, later in pairwise(stretches)):
                raise ValueError("the stretches of a day must be in order and must not overlap")

    def spans(self, day: date) -> tuple[Span, ...]:
        """The working time of a local date as instants, in order; empty when that day doesn't work."""
        stretches = self.week[day.weekday()]
        if not stretches or self.is_closed(day):
            return ()
        midnight = datetime.combine(day, MIDNIGHT)
        offset = steady_offset(self.zone, day)
        if offset is not None:
            start = (midnight - offset).replace(tzinfo=UTC)
            return tuple((start + each.since, start + each.until) for each in stretches)
        edges = (
            (instant(self.zone, midnight + each.since), instant(self.zone, midnight + each.until))
            for each in stretches
        )
        return tuple((opens, closes) for opens, closes in edges if opens < closes)

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is working time; the instant of closing is not."""
        now, today = self._here(at)
        return any(
            opens <= now < closes for day in (today, today + ONE_DAY) for opens, closes in self.spans(day)
        )

    def is_working_day(self, day: date) -> bool:
        """Whether any working time falls on that local date."""
        return bool(self.spans(day))

    def next_opening(self, at: datetime) -> datetime:
        """The first working instant from `at` on: `at` itself when it is working time.

        Raises NeverOpen.
        """
        now, today = self._here(at)
        return next(max(opens, now) for opens, closes in self._spans_from(today) if now < closes)

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The earliest instant by which `working` time has passed since `start`; `start` itself for none.

        An amount that fills a day up to its end gives that day's closing, not the next opening.
        Raises NeverOpen; ValueError for a negative amount.
        """
        if working < NOTHING:
            raise ValueError("working time can only be added forwards")
        now, today = self._here(start)
        if not working:
            return now
        left = working
        for opens, closes in self._spans_from(today):
            begins = max(opens, now)
            if begins + left <= closes:
                return begins + left
            left -= max(closes - begins, NOTHING)
        raise AssertionError("unreachable: the spans end by NeverOpen")

    def between(self, a: datetime, b: datetime) -> timedelta:
        """The working time from `a` to `b`; none when `b` is not after `a`."""
        since, first = self._here(a)
        until, last = self._here(b)
        if until <= since:
            return NOTHING
        worked = NOTHING
        # An autumn night can fall back over midnight, so a day's hours reach into the local date before it.
        for day in _days(first, last + ONE_DAY):
            for opens, closes in self.spans(day):
                worked += max(min(closes, until) - max(opens, since), NOTHING)
        return worked

    def closing(self, day: date) -> datetime:
        """When a working day ends. Raises ValueError for a day that doesn't work."""
        spans = self.spans(day)
        if not spans:
            raise ValueError(f"{day} is not a working day")
        return spans[-1][1]

    def add_days(self, start: datetime, days: int) -> datetime:
        """The closing time of the nth working day after the local date of `start`.

        The day of `start` never counts, at whatever hour: asked on Friday morning, on Friday evening or on
        Saturday, one working day is due when Monday closes. None (0) means the end of the working day in
        course, or of the next one when none is.

        Raises NeverOpen; ValueError for a negative number.
        """
        if days < 0:
            raise ValueError("working days can only be added forwards")
        now, today = self._here(start)
        if days:
            return self.closing(self.nth_working_day(today, days))
        return next(spans[-1][1] for _, spans in self._open_days(today) if now < spans[-1][1])

    def nth_working_day(self, day: date, n: int) -> date:
        """The nth working day after `day`, before it when `n` is negative; for 0 `day` or else the next one.

        Raises NeverOpen.
        """
        if not n:
            return next(self._open_days(day))[0]
        step = ONE_DAY if n > 0 else -ONE_DAY
        found = self._open_days(day + step, step)
        return next(islice(found, abs(n) - 1, None))[0]

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days come after `a`, up to and with `b`; 0 when `b` is not after `a`.

        So `working_days_between(day, nth_working_day(day, n)) == n`.
        """
        return sum(self.is_working_day(day) for day in _days(a + ONE_DAY, b))

    def due(self, start: datetime, amount: int, unit: str) -> datetime:
        """The instant that is `amount` of `unit` (one of `UNITS`) after `start`.

        Minutes and hours are told by a stopwatch. Days and months end at the same time by the wall clock,
        clock changes or not; a month that is too short ends on its last day. The business units are those of `add`
        and `add_days`.

        Raises NeverOpen; ValueError for an unknown unit or a negative amount; OverflowError past year 9999.
        """
        if amount < 0:
            raise ValueError("a deadline can't lie before its start")
        now, _ = self._here(start)
        match unit:
            case "minutes":
                return now + timedelta(minutes=amount)
            case "hours":
                return now + timedelta(hours=amount)
            case "days":
                return self._same_time_later(now, amount)
            case "months":
                return self._same_time_on(now, months_later(now.astimezone(self.zone).date(), amount))
            case "business_minutes":
                return self.add(now, timedelta(minutes=amount))
            case "business_hours":
                return self.add(now, timedelta(hours=amount))
            case "business_days":
                return self.add_days(now, amount)
        raise ValueError(f"{unit!r} is not a unit of time: use one of {', '.join(UNITS)}")

    def _here(self, at: datetime) -> tuple[datetime, date]:
        """The instant in UTC and its local date."""
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        now = at.astimezone(UTC)
        return now, now.astimezone(self.zone).date()

    def _same_time_later(self, now: datetime, days: int) -> datetime:
        if not days:
            return now
        return instant(self.zone, now.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=days))

    def _same_time_on(self, now: datetime, day: date) -> datetime:
        return instant(self.zone, datetime.combine(day, now.astimezone(self.zone).time()))

    def _spans_from(self, day: date) -> Iterator[Span]:
        return (span for _, spans in self._open_days(day) for span in spans)

    def _open_days(self, day: date, step: timedelta = ONE_DAY) -> Iterator[tuple[date, tuple[Span, ...]]]:
        """The working days from `day` on, without end. Raises NeverOpen when three years hold none."""
        closed = 0
        while closed < LONGEST_CLOSURE:
            if spans := self.spans(day):
                closed = 0
                yield day, spans
            else:
                closed += 1
            day += step
        first, last = sorted((day, day - step * LONGEST_CLOSURE))
        raise NeverOpen(f"no working time between {first} and {last}")


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
