"""Instants at which a step hears something, in the working hours of its department."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Approval, Task, Timer
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.facts import zone_of

DUE = ("due", "done")


def set_timer(effect: machine.SetTimer, scene: Scene) -> list[machine.Event]:
    """Keep the timer as a row; `due` and `done` are also the date that people are shown."""
    step = scene.step(effect.key)
    fires_at = instant(effect, scene)
    Timer.objects.update_or_create(
        step=step, name=effect.name, defaults={"fires_at": fires_at, "fired_at": None}
    )
    if effect.name in DUE:
        step.due_at = fires_at
        step.save(update_fields=["due_at"])
        Task.objects.filter(step=step).update(due_at=fires_at)
    if effect.name in ("escalate", "expire"):
        Approval.objects.filter(step=step, due_at=None).update(due_at=fires_at)
    return []


def instant(effect: machine.SetTimer, scene: Scene) -> datetime:
    """When the timer runs out, counted from now."""
    if effect.after is not None:
        hours = working_hours(scene.ticket.department.calendar)
        return hours.due(clock.now(), effect.after.amount, effect.after.unit)
    if isinstance(effect.at, datetime):
        return effect.at
    assert isinstance(effect.at, date)  # the machine gives one of the three
    zone = zone_of(scene.ticket.department)
    if effect.name == "due":
        return max(_end_of(effect.at, scene, zone), _end_of(clock.today(zone), scene, zone))
    return datetime.combine(effect.at, time.fromisoformat(effect.clock or "00:00"), zone)


def _end_of(day: date, scene: Scene, zone: tzinfo) -> datetime:
    """When work ends on that day, or the day itself where nobody works on it."""
    hours = working_hours(scene.ticket.department.calendar)
    if hours.is_working_day(day):
        return hours.closing(day)
    return datetime.combine(day + timedelta(days=1), time(0), zone) - timedelta(minutes=1)
