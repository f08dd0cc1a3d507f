"""When a promise with pauses is due. Pure.

A pause moves the date by as much of the target's own measure as it took:

- minutes, hours, days and months by its length on the stopwatch;
- business minutes and hours by the working time in it: a pause over night moves nothing. This is the same as
  starting anew with what was left (`add(resumed, target - spent)`);
- business days by the working days after that of its beginning, up to that of its end: a pause from Monday to
  Wednesday moves the date by two, one within a day by none. So as many days are left after the day on which it ends as
  were left after the day on which it began, and the date is always the closing time of a working day, as it was when
  promised.

A target that ends on a day that somebody named isn't moved by pauses: the day is when it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from ventanilla.core.blueprint.thresholds import Moment
from ventanilla.core.calendars import offsets
from ventanilla.core.calendars.hours import NOTHING, WorkingHours
from ventanilla.core.calendars.wall import instant, months_later

Pause = tuple[datetime, datetime]

STOPWATCH = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}
WORKING_TIME = {"business_minutes": timedelta(minutes=1), "business_hours": timedelta(hours=1)}


@dataclass(frozen=True)
class Named:
    """A day or an instant, and by how much of a unit it is moved: a negative amount lies before it."""

    at: date | datetime
    amount: int = 0
    unit: str = "days"

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` has written."""
        text = str(kept["at"])
        at = date.fromisoformat(text) if len(text) == len("2027-03-31") else datetime.fromisoformat(text)
        return cls(at, int(kept.get("amount", 0)), str(kept.get("unit", "days")))

    def as_json(self) -> dict[str, Any]:
        moved = {"amount": self.amount, "unit": self.unit} if self.amount else {}
        return {"at": self.at.isoformat(), **moved}

    def due(self, hours: WorkingHours) -> datetime:
        """The instant: of a day the end of its work, by the hours as they are now. Raises as `offsets.moved` does."""
        at = offsets.moved(hours, self.at, self.amount, self.unit) if self.amount else self.at
        return at if isinstance(at, datetime) else offsets.end_of(hours, at)


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
    it, and one that began after it doesn't; but none comes on the wrong side of the end. A length is counted from the
    end as pauses have moved it, and so is the end itself.
    """
    amount, unit = target
    end, share = due(hours, start, amount, unit, pauses), at.share or 0
    if at.length is not None or share == 100:
        return _from_end(hours, start, end, at)
    working = unit.startswith("business_")
    found = _share(hours, start, due(hours, start, amount, unit), share, working=working)
    for since, until in pauses:
        if since < found:
            found = hours.add(found, hours.between(since, until)) if working else found + (until - since)
    return min(found, end) if share < 100 else max(found, end)


def on_the_way_to(hours: WorkingHours, start: datetime, end: datetime, at: Moment) -> datetime:
    """When a moment of a target comes that ends on a named day: shares are of the working time until then, and of the
    time by the clock where nobody works until then."""
    if at.length is not None or at.share == 100:
        return _from_end(hours, start, end, at)
    found = _share(hours, start, end, at.share or 0, working=bool(hours.between(start, end)))
    return max(found, end) if at.share and at.share > 100 else found


def _from_end(hours: WorkingHours, start: datetime, end: datetime, at: Moment) -> datetime:
    """The end, or a length before it (not before the beginning) or after it."""
    if at.length is None:
        return end
    if at.side == "after":
        return hours.due(end, at.length.amount, at.length.unit)
    return max(before(hours, end, at.length.amount, at.length.unit), start)


def _share(hours: WorkingHours, start: datetime, end: datetime, share: int, *, working: bool) -> datetime:
    if working:
        return hours.add(start, hours.between(start, end) * share / 100)
    return start + (end - start) * share / 100


def before(hours: WorkingHours, end: datetime, amount: int, unit: str) -> datetime:
    """The instant from which `amount` of `unit` leads to `end`."""
    if unit == "business_days":
        day = hours.nth_working_day(end.astimezone(hours.zone).date(), -amount)
        return hours.closing(day)
    if unit in WORKING_TIME:
        return offsets.working_time_before(hours, end, amount * WORKING_TIME[unit])
    if unit == "months":
        local = end.astimezone(hours.zone)
        return instant(hours.zone, datetime.combine(months_later(local.date(), -amount), local.time()))
    return end - amount * STOPWATCH[unit]


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
