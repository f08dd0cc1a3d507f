"""Instants at which a step hears something, in the working hours of its department."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from ventanilla.core.calendars import offsets
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Approval, Task, Timer
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.facts import zone_of

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
    hours = working_hours(scene.ticket.department.calendar)
    if effect.after is not None:
        return hours.due(clock.now(), effect.after.amount, effect.after.unit)
    assert effect.at is not None  # the machine gives one of the two
    at, offset = effect.at, effect.offset
    if offset:
        amount = -offset.length.amount if offset.before else offset.length.amount
        at = offsets.moved(hours, at, amount, offset.length.unit)
    if isinstance(at, datetime):
        return at
    zone = zone_of(scene.ticket.department)
    if effect.name in ("due", "deadline"):
        end = offsets.end_of(hours, at)
        return max(end, offsets.end_of(hours, clock.today(zone))) if effect.name == "due" else end
    return datetime.combine(at, time.fromisoformat(effect.clock or "00:00"), zone)
