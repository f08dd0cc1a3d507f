"""When a promise with pauses is due. Pure.

A pause moves the date by as much of the target's own measure as it took:

- minutes, hours, days and months by its length on the stopwatch;
- business minutes and hours by the working time in it: a pause over night moves nothing. This is the same as
  starting anew with what was left (`add(resumed, target - spent)`);
- business days by the working days that began within it: a pause from Monday to Wednesday moves the date by
  two, one within a day by none. So the date is always the closing time of a working day, as it was when
  promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ventanilla.core.blueprint.thresholds import Moment
from ventanilla.core.calendars.hours import NOTHING, WorkingHours
from ventanilla.core.calendars.wall import instant, months_later

Pause = tuple[datetime, datetime]

STOPWATCH = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}
LONGEST_SEARCH = timedelta(days=3650)
WORKING_TIME = {"business_minutes": timedelta(minutes=1), "business_hours": timedelta(hours=1)}


def due(
    hours: WorkingHours, start: datetime, amount: int, unit: str, pauses: Sequence[Pause] = ()
) -> datetime:
    """The instant by which a target of `amount` of `unit` must be met.

    Raises NeverOpen when the calendar has no working time, ValueError for an unknown unit.
    """
    if unit == "business_days":
        waited = sum(_working_days(hours, since, until) for since, until in pauses)
        return hours.due(start, amount + waited, unit)
    if unit in WORKING_TIME:
        waited_time = sum((hours.between(since, until) for since, until in pauses), NOTHING)
        return hours.add(start, amount * WORKING_TIME[unit] + waited_time)
    return hours.due(start, amount, unit) + sum((until - since for since, until in pauses), NOTHING)


def on_the_way(
    hours: WorkingHours, start: datetime, target: tuple[int, str], at: Moment, pauses: Sequence[Pause] = ()
) -> datetime:
    """When a moment of a target comes: a share of its time, or a length before or after its end.

    Shares are of the target's own measure: working time for business units. A pause that began before the moment moves
    it, as it moves the end; one that began after it doesn't.
    """
    amount, unit = target
    end = due(hours, start, amount, unit)
    working = unit.startswith("business_")
    if at.length is not None and at.side == "after":
        return hours.due(due(hours, start, amount, unit, pauses), at.length.amount, at.length.unit)
    if at.length is not None:
        found = before(hours, end, at.length.amount, at.length.unit)
    elif working:
        found = hours.add(start, hours.between(start, end) * (at.share or 0) / 100)
    else:
        found = start + (end - start) * (at.share or 0) / 100
    found = max(found, start)
    for since, until in pauses:
        if since < found:
            found = hours.add(found, hours.between(since, until)) if working else found + (until - since)
    return found


def before(hours: WorkingHours, end: datetime, amount: int, unit: str) -> datetime:
    """The instant from which `amount` of `unit` leads to `end`."""
    if unit == "business_days":
        day = hours.nth_working_day(end.astimezone(hours.zone).date(), -amount)
        return hours.closing(day)
    if unit in WORKING_TIME:
        return _working_time_before(hours, end, amount * WORKING_TIME[unit])
    if unit == "months":
        local = end.astimezone(hours.zone)
        return instant(hours.zone, datetime.combine(months_later(local.date(), -amount), local.time()))
    return end - amount * STOPWATCH[unit]


def _working_time_before(hours: WorkingHours, end: datetime, wanted: timedelta) -> datetime:
    """Searched for: the latest instant between which and the end there is that much working time."""
    since = end - max(wanted, timedelta(days=1))
    while hours.between(since, end) < wanted:
        since -= max(end - since, timedelta(days=1))
        if end - since > LONGEST_SEARCH:
            return since
    return hours.add(since, hours.between(since, end) - wanted)


def moved(hours: WorkingHours, due_at: datetime, unit: str, pause: Pause) -> datetime:
    """A date that was promised, moved by a pause: by as much of `unit` as it took (see above)."""
    since, until = pause
    if unit == "business_days":
        waited = _working_days(hours, since, until)
        return hours.add_days(due_at, waited) if waited else due_at
    if unit in WORKING_TIME:
        return hours.add(due_at, hours.between(since, until))
    return due_at + (until - since)


def left(hours: WorkingHours, unit: str, now: datetime, due_at: datetime) -> timedelta:
    """What is left until `due_at`: working time for business units, else by the stopwatch; none when past."""
    if unit.startswith("business_"):
        return hours.between(now, due_at)
    return max(due_at - now, NOTHING)


def working_days_left(hours: WorkingHours, now: datetime, due_at: datetime) -> int:
    """How many working days begin between now and then."""
    return _working_days(hours, now, due_at)


def _working_days(hours: WorkingHours, since: datetime, until: datetime) -> int:
    return hours.working_days_between(
        since.astimezone(hours.zone).date(), until.astimezone(hours.zone).date()
    )
