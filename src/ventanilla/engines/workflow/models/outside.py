from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import CheckState
from ventanilla.engines.workflow.models.run import Step


class Awaited(models.Model):
    """What a step waits for that happens elsewhere: «grant:12» to end, «asset:7» to come back."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="awaited")
    subject = models.CharField(max_length=60, db_index=True)

    def __str__(self) -> str:
        return self.subject


class IdentityCheck(models.Model):
    """A one-time code that was sent to a person's address on file. Only its digest is kept."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="identity_check")
    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_checks")
    shown_address = models.CharField(max_length=254, help_text="A hint of where it went: l•••@home.example")
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=CheckState.choices, default=CheckState.OPEN)
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    message = models.BigIntegerField(null=True, blank=True, help_text="The mail, emptied when it is over")

    class Meta:
        indexes = [models.Index(fields=["person", "-ended_at"], name="check_of_person")]

    def __str__(self) -> str:
        return f"check of {self.person_id}"
