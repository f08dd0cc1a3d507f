"""Having read."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.tickets.models import Ticket


@action
def mark_read(
    *, person: Person, notifications: Iterable[int] | None = None, ticket: Ticket | None = None
) -> int:
    """Note that `person` has read the given notifications of theirs, those about `ticket`, or (neither given)
    all. Returns how many were unread. Mails that were still to go about them are spared."""
    unread = Notification.objects.filter(person=person, read_at=None)
    if notifications is not None:
        unread = unread.filter(pk__in=list(notifications))
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    return unread.update(read_at=clock.now())
