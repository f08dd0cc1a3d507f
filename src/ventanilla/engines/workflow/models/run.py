from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ventanilla.engines.workflow.choices import RunState, StepState
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.tickets.models import Ticket


class Run(models.Model):
    """The workflow of one ticket, on the version it began with."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="run")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=RunState.choices, default=RunState.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"run of {self.ticket_id}"


class Step(models.Model):
    """A block that was reached. The steps of a run are its whole state; positions follow from the package."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    block = models.CharField(max_length=100)
    iteration = ArrayField(models.CharField(max_length=100), default=list)
    round = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=16, choices=StepState.choices)
    outcome = models.CharField(max_length=32, blank=True)
    outputs = models.JSONField(default=dict)
    data = models.JSONField(default=dict, help_text="The machine's own bookkeeping")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "block", "iteration", "round"], name="step_once")
        ]

    def __str__(self) -> str:
        return f"{self.block}#{self.round}"


class Timer(models.Model):
    """Something that happens to a step at an instant, unless the step has ended by then."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="timers")
    name = models.CharField(max_length=32)
    fires_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "name"], name="timer_once")]
        indexes = [models.Index(fields=["fires_at"], condition=Q(fired_at=None), name="timer_pending")]

    def __str__(self) -> str:
        return f"{self.name} of {self.step_id}"
