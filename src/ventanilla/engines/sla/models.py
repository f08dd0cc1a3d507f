from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from ventanilla.core.calendars.models import Calendar
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Ticket


class Clock(models.Model):
    """A running promise: the target of a ticket (or of one block of it), paused while somebody else has the
    turn.

    `amount` and `unit` are the target as the service says it (5, "business_days"); `pauses` are the pauses
    that are over, as pairs of instants. When it is due follows from these and the calendar (see `reckoning`).
    Where the service names a day instead, `named` holds it, and no pause moves it: the pauses are kept for when the
    day is taken back, also one that isn't over (it has no second instant; `paused_at` would let the clock stand).
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16, choices=ClockKind.choices)
    block = models.CharField(max_length=100, blank=True)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    named = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        help_text="The day that was worked out, and its offset; empty for a time",
    )
    because = models.JSONField(
        default=dict, blank=True, help_text="The rule that held, in words, by language"
    )
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    pauses = models.JSONField(default=list, blank=True, help_text="[[from, to], …] in ISO 8601")
    stopped_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "kind", "block"], name="clock_once")]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="clock_running",
                condition=Q(stopped_at=None, paused_at=None, breached_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.ticket_id}"

    @property
    def halted_at(self) -> datetime | None:
        """Since when it doesn't run: paused, or stopped."""
        return self.paused_at or self.stopped_at

    @property
    def waits_since(self) -> datetime | None:
        """Since when the ticket waits while the clock runs to a named day."""
        return (
            datetime.fromisoformat(self.pauses[-1][0]) if self.pauses and len(self.pauses[-1]) == 1 else None
        )

    def past_pauses(self) -> list[tuple[datetime, datetime]]:
        """The pauses that are over, in order."""
        over = [pause for pause in self.pauses if len(pause) == 2]
        return [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in over]


class Mark(models.Model):
    """A moment on the way of a clock at which something happens, once: its place in the promise, what it says, when.

    `says` is the threshold as the service's package has it. While the clock is paused nothing happens; then
    `fires_at` moves as the clock does.
    """

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="marks")
    position = models.PositiveSmallIntegerField()
    says = models.JSONField()
    fires_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "position"], name="mark_once")]
        indexes = [models.Index(fields=["fires_at"], name="mark_ahead", condition=Q(passed_at=None))]

    def __str__(self) -> str:
        return f"{self.says.get('at')} of {self.clock_id}"


class Pace(models.Model):
    """How fast a service was in the last 90 days: a figure kept from one night to the next, not counted on a page.

    Of the `counted` requests that were done, half took at most `half_days` working days (0: the day they were asked
    for) and `half_minutes` of working time; 85 of 100 took at most `most_…`.
    """

    service = models.OneToOneField(Service, models.CASCADE, related_name="pace")
    counted = models.PositiveIntegerField()
    half_days = models.PositiveIntegerField()
    half_minutes = models.PositiveIntegerField()
    most_days = models.PositiveIntegerField()
    most_minutes = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.service_id}: {self.half_days}, {self.most_days}"
