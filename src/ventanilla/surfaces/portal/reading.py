"""Looking at something is reading the news about it."""

from __future__ import annotations

from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import mark_read
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets.models import Ticket


def read_news_of(ticket: Ticket, person: Person) -> None:
    """Mark the news about `ticket` as read; nothing is written when there is none, as mostly."""
    if UNREAD(person=person.pk, ticket=ticket.pk):
        mark_read(person=person, ticket=ticket)


UNREAD = Standing(
    lambda person, ticket: Notification.objects.filter(
        person=person, ticket=ticket, read_at=None
    ).values_list("pk")[:1],
    person=-1,
    ticket=-2,
)


def read_outage_news(outage: Outage, person: Person) -> None:
    """Mark the news about an outage that came without a request as read; mostly there is none."""
    rows = Notification.objects.filter(person=person, path=f"/status/{outage.pk}/", read_at=None)
    unread = list(rows.values_list("pk", flat=True))
    if unread:
        mark_read(person=person, notifications=unread)
