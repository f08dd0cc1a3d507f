from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from ventanilla.core.calendars.models import Calendar
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.records.tickets.models import Ticket


class Clock(models.Model):
    """A running promise: the target of a ticket (or of one block of it), paused while somebody else has the turn.

    `amount` and `unit` are the target as the service says it ("5", "business_days"); `spent` is the working time
    used up before the last pause.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16, choices=ClockKind.choices)
    block = models.CharField(max_length=100, blank=True)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    spent = models.DurationField(default=timedelta)
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
