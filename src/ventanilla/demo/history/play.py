"""Several stories at once, in the order of their instants, with the clock moved from one to the next."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable
from datetime import datetime

from ventanilla.core.kit import clock
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.queries import running_out
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.engines.workflow.models import Timer

Story = Generator[datetime, None, None]
"""Gives the instant at which it wants to go on, and is gone on with when the clock stands there."""


def play(stories: Iterable[Story], until: datetime) -> None:
    """Tell all stories to their ends; between their instants time does what it does: it reminds, escalates
    and breaks promises. What a story wants to happen after `until` doesn't happen.

    Raises ValueError when a story wants to go back in time.
    """
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        at, number, story = heapq.heappop(waiting)
        if at > until:
            continue
        _let_time_pass(at)
        with clock.frozen(at):
            following = next(story, None)
        if following is not None:
            if following <= at:
                raise ValueError(f"story {number} goes back from {at} to {following}")
            heapq.heappush(waiting, (following, number, story))
    _let_time_pass(until)


def _let_time_pass(until: datetime) -> None:
    """Timers and clocks that are due by `until`, each at its own instant."""
    while (at := _next_due(until)) is not None:
        with clock.frozen(at):
            fire_due_timers()
            sweep()


def _next_due(until: datetime) -> datetime | None:
    timer = Timer.objects.filter(fired_at=None, fires_at__lte=until).order_by("fires_at").first()
    promise = running_out(until).first()
    due = [timer.fires_at] if timer else []
    return min([*due, *([_just_after(promise.due_at)] if promise else [])], default=None)


def _just_after(due_at: datetime) -> datetime:
    """A promise is broken once its instant has passed, not at it."""
    return due_at.replace(microsecond=1)
