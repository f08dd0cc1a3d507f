from __future__ import annotations

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ventanilla.core.people.models import Person


class Preferences(models.Model):
    """How a person wants to hear of things, as far as they chose otherwise than the portal proposes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="notification_preferences")
    choices = models.JSONField(
        default=dict, help_text='By topic: {"moves": {"portal": true, "mail": "daily"}}'
    )
    quiet = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(8))
    quiet_days = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        help_text="Days (0: Monday) on whose evening it begins",
    )
    quiet_whole_days = ArrayField(models.PositiveSmallIntegerField(), default=list)
    urgent_passes = models.BooleanField(default=True)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"choices of {self.person_id}"
