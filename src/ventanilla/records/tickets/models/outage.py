from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets.models.ticket import Ticket


class OutageReport(models.Model):
    """Ties a ticket to the outage that it reports: it waits for its end, and ends with it."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="outage_report")
    outage = models.ForeignKey(Outage, models.PROTECT, related_name="reports")
    joined_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outage", "ticket"], name="outage_report_of")]

    def __str__(self) -> str:
        return f"{self.ticket_id} reports {self.outage_id}"
