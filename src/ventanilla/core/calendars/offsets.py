"""A day or an instant, moved by a length of time to either side; pure, in the hours of one place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.wall import MIDNIGHT, ONE_DAY, instant, months_later

MOST_EARLIER = timedelta(days=3 * 366)
"""How far back working time is looked for."""


def end_of(hours: WorkingHours, day: date) -> datetime:
    """When work ends on that local date, or its last minute where nobody works on it."""
    if hours.is_working_day(day):
        return hours.closing(day)
    return instant(hours.zone, datetime.combine(day, time(23, 59)))


def moved(hours: WorkingHours, at: date | datetime, amount: int, unit: str) -> date | datetime:
    """`amount` of `unit` after `at`, before it when negative. A day stays a day when it is moved by days or months;
    hours are counted from its beginning.

    Raises NeverOpen; ValueError for an unknown unit; OverflowError past the calendar's ends.
    """
    if not isinstance(at, datetime):
        if unit == "months":
            return months_later(at, amount)
        if unit == "days":
            return at + timedelta(days=amount)
        if unit == "business_days":
            return hours.nth_working_day(at, amount)
        at = instant(hours.zone, datetime.combine(at, MIDNIGHT))
    return hours.due(at, amount, unit) if amount >= 0 else _earlier(hours, at, -amount, unit)


def _earlier(hours: WorkingHours, start: datetime, amount: int, unit: str) -> datetime:
    if unit in ("minutes", "hours"):
        return start - timedelta(**{unit: amount})
    local = start.astimezone(hours.zone).replace(tzinfo=None)
    if unit == "days":
        return instant(hours.zone, local - amount * ONE_DAY)
    if unit == "months":
        return instant(hours.zone, datetime.combine(months_later(local.date(), -amount), local.time()))
    if unit == "business_days":
        day = hours.nth_working_day(local.date(), -amount)
        return instant(hours.zone, datetime.combine(day, local.time()))
    wanted = timedelta(hours=amount) if unit == "business_hours" else timedelta(minutes=amount)
    return working_time_before(hours, start, wanted)


def working_time_before(hours: WorkingHours, end: datetime, wanted: timedelta) -> datetime:
    """The latest instant from which `end` is that much working time away; three years before where there is none."""
    since = end - max(wanted, ONE_DAY)
    while hours.between(since, end) < wanted:
        since -= max(end - since, ONE_DAY)
        if end - since > MOST_EARLIER:
            return end - MOST_EARLIER
    return hours.next_opening(hours.add(since, hours.between(since, end) - wanted))
