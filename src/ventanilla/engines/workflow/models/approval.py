from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.models.run import Step
from ventanilla.engines.workflow.models.task import Task
from ventanilla.records.tickets.models import AnswerSet, Ticket


class Approval(models.Model):
    """A question that its seats decide. `digest` binds it to what was shown when it was asked."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="approvals")
    step = models.OneToOneField(Step, models.CASCADE, related_name="approval")
    title = models.JSONField(default=dict)
    kept = models.BooleanField(default=False, db_default=False, help_text="Who asks sees nothing of it")
    need = models.PositiveSmallIntegerField(default=1, help_text="How many seats have to approve")
    in_order = models.BooleanField(default=False, help_text="One seat after the other")
    holders = models.JSONField(default=dict, help_text="What seats computed when it opened, by position")
    barred = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="Whom seats leave out, by position: numbers, addresses, roles",
    )
    answer_set = models.ForeignKey(AnswerSet, models.PROTECT, related_name="+")
    before = models.ForeignKey(
        AnswerSet, models.PROTECT, null=True, related_name="+", help_text="What it was about until it changed"
    )
    shown = models.JSONField(default=list, help_text="What decides, in every language: [{id, label, text}]")
    digest = models.CharField(max_length=64)
    outstanding = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Who has to approve yet, where some of several are enough (runtime.table)",
    )
    state = models.CharField(max_length=16, choices=OpenState.choices, default=OpenState.OPEN)
    outcome = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when those are asked who decide now, when that is later"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="Since when it waits for an answer")
    held = models.JSONField(default=dict, help_text="Its timers while it waits: when each was to be, by name")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"approval {self.pk}"

    @property
    def since(self) -> datetime:
        """Since when those who decide now are asked."""
        return self.asked_at or self.opened_at


class Seat(models.Model):
    """One place at the table: `need` of its candidates have to approve, or of the seats that it holds."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="seats")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="inner")
    position = models.PositiveSmallIntegerField()
    need = models.PositiveSmallIntegerField(default=1)
    ordered = models.BooleanField(default=False, help_text="The seats that it holds are a chain")
    label = models.JSONField(default=dict, help_text="Whom the service named: «requester's manager»")
    group = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="What the group is called that its people are of",
    )
    reasons = models.JSONField(default=list, help_text="Why these people sit here instead, if so")
    looked = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Each time that it was found out who sits here: [{at, because, looks}], see machine.Look",
    )
    candidates: models.ManyToManyField[Person, SeatCandidate] = models.ManyToManyField(
        Person, through="SeatCandidate", related_name="seats"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "parent", "position"], name="seat_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"seat {self.position} of {self.approval_id}"


class SeatCandidate(models.Model):
    """`open` is true while the decision of this person is awaited: it drives everybody's list of approvals. `behalf`
    are the people for whom somebody stands in; `escalated`: who may decide besides, because it took long."""

    seat = models.ForeignKey(Seat, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT)
    open = models.BooleanField(default=True)
    behalf = ArrayField(models.BigIntegerField(), default=list, blank=True)
    escalated = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "person"], name="seat_candidate_once")]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(open=True), name="seat_candidate_open"),
            models.Index(fields=["seat"], condition=Q(open=True), name="seat_candidate_awaited"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in seat {self.seat_id}"


class Decision(models.Model):
    """What one person decided, about content with this digest, for themself or on behalf of others. Void when the
    content changed afterwards."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    behalf = ArrayField(models.BigIntegerField(), default=list, blank=True)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    comment = models.TextField(blank=True)
    marked = models.JSONField(default=list, blank=True, help_text="Ids of the questions to correct")
    digest = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "person"], condition=Q(void=False), name="decision_once"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-decided_at"], name="decision_history"),
            GinIndex(fields=["behalf"], name="decision_behalf"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.person_id}"


class Enquiry(models.Model):
    """Something that somebody who decides wants to know first. The task carries question and answer; until it is
    answered, or `lapses_at`, the clocks of the approval stand still."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="enquiries")
    task = models.OneToOneField(Task, models.CASCADE, related_name="enquiry")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = [models.Index(fields=["lapses_at"], condition=Q(ended_at=None), name="enquiry_open")]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"
