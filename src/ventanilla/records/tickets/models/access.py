from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef

from ventanilla.core.access.queries import principals
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.choices import Reason

if TYPE_CHECKING:
    from ventanilla.records.tickets.models.ticket import Ticket  # noqa: F401 (named in a string below)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, person: Person) -> TicketQuerySet:
        """The tickets that `person` may see, by the index of access."""
        rows = TicketAccess.objects.filter(ticket=OuterRef("pk"), principal__in=principals(person))
        return self.filter(Exists(rows.exclude(reasons=[Reason.TASK_ONLY])))


class TicketAccess(models.Model):
    """Who may see a ticket and why: a person (p:7), a team (t:3), the administrators of a department (d:2), whoever
    manages a person (m:7), speaks for a customer (o:5), belongs to a department (e:2) or an organisation (g:5).

    Lists are read from here, newest first, without touching what the reader may not see.
    """

    principal = models.CharField(max_length=24)
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="access")
    reasons = ArrayField(models.CharField(max_length=16))
    last_activity_at = models.DateTimeField()
    open = models.BooleanField(default=True, db_default=True, help_text="Whether the ticket is under way")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "principal"], name="ticket_access_once")]
        indexes = [
            models.Index(fields=["principal", "-last_activity_at", "-ticket"], name="ticket_access_recent"),
            models.Index(
                fields=["principal", "-last_activity_at", "-ticket"],
                name="ticket_access_open",
                condition=models.Q(open=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} sees {self.ticket_id}"
