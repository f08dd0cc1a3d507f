"""Looking at something is reading the news about it."""

from __future__ import annotations

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import mark_read
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.tickets.models import Ticket


def read_news_of(ticket: Ticket, person: Person) -> None:
    """Mark the news about `ticket` as read; nothing is written when there is none, as mostly."""
    if Notification.objects.filter(person=person, ticket=ticket, read_at=None).exists():
        mark_read(person=person, ticket=ticket)
