"""The clock on the wall of a time zone, and what it says on the days when it is changed."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

MIDNIGHT: Final = time()
ONE_DAY: Final = timedelta(days=1)
ONE_SECOND: Final = timedelta(seconds=1)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many `months` later (earlier when negative); the month's last where it is shorter.

    So 31 January and one month are 28 or 29 February. Raises OverflowError past year 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    if not MINYEAR <= count // 12 <= MAXYEAR:
        raise OverflowError("there is no such month in any calendar")
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=8192)
def steady_offset(zone: ZoneInfo, day: date) -> timedelta | None:
    """The offset from UTC that holds all through a local date, None when its clock changes."""
    midnight = datetime.combine(day, MIDNIGHT, zone)
    first, last = midnight.utcoffset(), (midnight + ONE_DAY).replace(fold=1).utcoffset()
    return first if first == last else None


def instant(zone: ZoneInfo, wall: datetime) -> datetime:
    """When the wall clock of a zone first shows `wall`, or jumps over it (see PEP 495 for folds and gaps)."""
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if after.astimezone(zone).replace(tzinfo=None) == wall:
        return after
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    jumped = after.astimezone(zone).utcoffset()
    while after - before > ONE_SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == jumped:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
