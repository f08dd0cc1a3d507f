"""Instants at which a step hears something, in the working hours of its department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.calendars.wall import months_later
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Approval, Task, Timer
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.facts import zone_of

MOST_EARLIER = timedelta(days=3 * 366)
DUE = ("due", "done", "deadline")


def set_timer(effect: machine.SetTimer, scene: Scene) -> list[machine.Event]:
    """Keep the timer as a row; `due` and `done` are also the date that people are shown."""
    step = scene.step(effect.key)
    fires_at = instant(effect, scene)
    Timer.objects.bulk_create(
        [Timer(step=step, name=effect.name, fires_at=fires_at)],
        update_conflicts=True,
        unique_fields=["step", "name"],
        update_fields=["fires_at", "fired_at"],
    )
    if effect.name in DUE:
        if effect.name == "deadline" and Timer.objects.filter(step=step, name="due").exists():
            return []  # the date that the package shows is its own
        step.due_at = fires_at
        step.save(update_fields=["due_at"])
        known = scene.state.get(effect.key)
        if known:  # what is saved of the step later in this turn must not take the date away
            scene.state = scene.state.with_steps([replace(known, due_at=fires_at)])
        Task.objects.filter(step=step).update(due_at=fires_at)
    if effect.name in ("escalate", "expire"):
        Approval.objects.filter(step=step, due_at=None).update(due_at=fires_at)
    return []


def instant(effect: machine.SetTimer, scene: Scene) -> datetime:
    """When the timer runs out, counted from now."""
    if effect.after is not None:
        hours = working_hours(scene.ticket.department.calendar)
        return hours.due(clock.now(), effect.after.amount, effect.after.unit)
    assert effect.at is not None  # the machine gives one of the two
    zone = zone_of(scene.ticket.department)
    at = _moved(effect.at, effect.offset, scene, zone) if effect.offset else effect.at
    if isinstance(at, datetime):
        return at
    if effect.name in ("due", "deadline"):
        end = _end_of(at, scene, zone)
        return max(end, _end_of(clock.today(zone), scene, zone)) if effect.name == "due" else end
    return datetime.combine(at, time.fromisoformat(effect.clock or "00:00"), zone)


def _moved(at: date | datetime, offset: machine.Offset, scene: Scene, zone: tzinfo) -> date | datetime:
    """A day stays a day when it is moved by days; hours are counted from its beginning."""
    hours = working_hours(scene.ticket.department.calendar)
    amount = -offset.length.amount if offset.before else offset.length.amount
    unit = offset.length.unit
    if unit == "months" and not isinstance(at, datetime):
        return months_later(at, amount)
    if unit in ("days", "business_days") and not isinstance(at, datetime):
        return at + timedelta(days=amount) if unit == "days" else hours.nth_working_day(at, amount)
    start = at if isinstance(at, datetime) else datetime.combine(at, time(0), zone)
    if amount >= 0:
        return hours.due(start, amount, unit)
    return _earlier(start, -amount, unit, hours, zone)


def _earlier(start: datetime, amount: int, unit: str, hours: WorkingHours, zone: tzinfo) -> datetime:
    if unit == "minutes":
        return start - timedelta(minutes=amount)
    if unit == "hours":
        return start - timedelta(hours=amount)
    local = start.astimezone(zone)
    if unit == "days":
        return local - timedelta(days=amount)
    if unit == "months":
        return datetime.combine(months_later(local.date(), -amount), local.time(), zone)
    if unit == "business_days":
        return datetime.combine(hours.nth_working_day(local.date(), -amount), local.time(), zone)
    wanted = timedelta(hours=amount) if unit == "business_hours" else timedelta(minutes=amount)
    return _working_time_before(start, wanted, hours)


def _working_time_before(start: datetime, wanted: timedelta, hours: WorkingHours) -> datetime:
    """The latest instant from which `start` is that much working time away."""
    low, high = start - MOST_EARLIER, start
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if hours.between(middle, start) >= wanted else (low, middle)
    return high.replace(microsecond=0)


def _end_of(day: date, scene: Scene, zone: tzinfo) -> datetime:
    """When work ends on that day, or the day itself where nobody works on it."""
    hours = working_hours(scene.ticket.department.calendar)
    if hours.is_working_day(day):
        return hours.closing(day)
    return datetime.combine(day + timedelta(days=1), time(0), zone) - timedelta(minutes=1)
