"""Where a ticket comes from."""

from __future__ import annotations

from ventanilla.engines.workflow.models import ScheduledStart, Spawned
from ventanilla.records.tickets.models import Ticket


def asked_by_itself(ticket: Ticket) -> bool:
    """Whether a schedule or a step of another request asked for it, in somebody's name. Two queries at most."""
    scheduled = ScheduledStart.objects.filter(ticket=ticket).exists()
    return scheduled or Spawned.objects.filter(ticket=ticket).exists()
