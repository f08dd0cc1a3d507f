from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.models.run import Step
from ventanilla.records.tickets.models import AnswerSet, Ticket


class Approval(models.Model):
    """A question that its seats decide. `digest` binds it to what was shown when it was asked."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="approvals")
    step = models.OneToOneField(Step, models.CASCADE, related_name="approval")
    title = models.JSONField(default=dict)
    need = models.PositiveSmallIntegerField(default=1, help_text="How many seats have to approve")
    answer_set = models.ForeignKey(AnswerSet, models.PROTECT, related_name="+")
    before = models.ForeignKey(
        AnswerSet, models.PROTECT, null=True, related_name="+", help_text="What it was about until it changed"
    )
    shown = models.JSONField(default=list, help_text="What decides, in every language: [{id, label, text}]")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=OpenState.choices, default=OpenState.OPEN)
    outcome = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Seat(models.Model):
    """One place at the table: `need` of its candidates have to approve."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField()
    need = models.PositiveSmallIntegerField(default=1)
    label = models.JSONField(default=dict, help_text="Whom the service named: «requester's manager»")
    reasons = models.JSONField(default=list, help_text="Why these people sit here instead, if so")
    candidates: models.ManyToManyField[Person, SeatCandidate] = models.ManyToManyField(
        Person, through="SeatCandidate", related_name="seats"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval", "position"], name="seat_position_once")]

    def __str__(self) -> str:
        return f"seat {self.position} of {self.approval_id}"


class SeatCandidate(models.Model):
    """`open` is true while the decision of this person is awaited: it drives everybody's list of approvals."""

    seat = models.ForeignKey(Seat, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT)
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "person"], name="seat_candidate_once")]
        indexes = [models.Index(fields=["person", "-id"], condition=Q(open=True), name="seat_candidate_open")]

    def __str__(self) -> str:
        return f"{self.person_id} in seat {self.seat_id}"


class Decision(models.Model):
    """What one person decided, about content with this digest. Void when the content changed afterwards."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "person"], condition=Q(void=False), name="decision_once"
            )
        ]
        indexes = [models.Index(fields=["person", "-decided_at"], name="decision_history")]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.person_id}"
