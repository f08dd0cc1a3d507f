"""When somebody is reminded whom no step of a workflow reminds."""

from __future__ import annotations

from datetime import datetime, timedelta

from ventanilla.core.calendars.hours import NeverOpen
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.records.tickets.models import Ticket


def next_reminder(ticket: Ticket) -> datetime:
    """In a working day of the department that has the request, or tomorrow when it never works."""
    try:
        return working_hours(ticket.department.calendar).due(clock.now(), 1, "business_days")
    except NeverOpen:
        return clock.now() + timedelta(days=1)
