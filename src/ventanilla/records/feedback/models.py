from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person
from ventanilla.records.feedback.choices import Mark
from ventanilla.records.tickets.models import Ticket


class Rating(models.Model):
    """How a finished request was for who asked for it: a mark from 1 to 5 and, perhaps, words. One for each request,
    which may be changed until the request is closed for good; the history keeps what was said before."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="rating")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(choices=Mark.choices)
    comment = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="rating_mark_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.mark} for {self.ticket_id}"
