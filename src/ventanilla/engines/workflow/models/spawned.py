from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.engines.workflow.models.run import Step
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Ticket


class Spawned(models.Model):
    """A ticket that a step asked for. One each: that is what keeps a job that runs twice from asking twice."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="spawned")
    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="spawned_by")

    def __str__(self) -> str:
        return f"{self.ticket_id} of step {self.step_id}"


class Schedule(models.Model):
    """When a service is asked for by itself the next time. What it does stands in the package, under `key`."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    key = models.CharField(max_length=60)
    next_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it has come to its end")
    last_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(default=0, help_text="How many requests the last time made")
    problem = models.TextField(blank=True, help_text="Why the last time could not make some of them")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="schedule_once")]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="schedule_pending")
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.service_id}"


class ScheduledStart(models.Model):
    """One request that a schedule asked for, by the instant and whom it is for: never asked for twice."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="starts")
    at = models.DateTimeField()
    target = models.CharField(max_length=100, blank=True, help_text="The person or the row that it is for")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "at", "target"], name="scheduled_start_once")
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} at {self.at}"
