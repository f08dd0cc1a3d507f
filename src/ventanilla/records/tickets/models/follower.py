from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models.ticket import Ticket


class Follower(models.Model):
    """Somebody who has the same need as a ticket tells of: hears how it goes, and sees nothing else of it."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="follower_once")]
        indexes = [models.Index(fields=["person", "-since"], name="follower_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.ticket_id}"
