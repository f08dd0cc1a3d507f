from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Purpose


class OneTimeLink(models.Model):
    """What one person may do by one press from a mail, without signing in: once, for a while, and only about what
    they were shown. Its address is signed and stands in no table (`links.address_of`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    subject = models.BigIntegerField(help_text="The approval, or the ticket")
    digest = models.CharField(max_length=64, help_text="Of what was shown")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject} by {self.person_id}"
