"""Reading news, and the outbox."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.tickets.models import Ticket

SHOWN_UNREAD = 100


def unread_count(person: Person) -> int:
    """How many notifications `person` hasn't read, counted up to 100: a badge says «99+» beyond that."""
    return Notification.objects.filter(person=person, read_at=None)[:SHOWN_UNREAD].count()


def recent(person: Person, limit: int = 20) -> list[Notification]:
    """The latest notifications of `person`, the newest first."""
    return list(Notification.objects.filter(person=person).order_by("-pk")[:limit])


def all_news(person: Person, *, after: str | None = None, size: int = 30) -> Page[Notification]:
    """All notifications of `person` page by page, the newest first."""
    rows = Notification.objects.filter(person=person).select_related("ticket")
    return page(rows, order=("-id",), after=after, size=size)


def outbox(state: MessageState | str | None = None) -> QuerySet[Message]:
    """All mails, the newest first; only those in `state`, when given. What one may read is `outbox_of`."""
    rows = Message.objects.select_related("person", "ticket").order_by("-pk")
    return rows.filter(state=state) if state else rows


def outbox_of(
    person: Person, *, state: MessageState | str | None = None, after: str | None = None, size: int = 30
) -> Page[Message]:
    """The outbox as an administrator of the portal may read it, page by page: without the mails about
    confidential tickets that aren't theirs. Raises NotAllowed for anybody else."""
    require(is_portal_admin(person))
    return page(_readable(person, outbox(state)), order=("-id",), after=after, size=size)


def mail(person: Person, pk: int) -> Message:
    """One mail of the outbox. Raises NotAllowed unless `person` administers the portal, NotFound."""
    require(is_portal_admin(person))
    found = _readable(person, outbox()).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such mail, or you can't see it."))
    return found


def _readable(person: Person, rows: QuerySet[Message]) -> QuerySet[Message]:
    mine = Ticket.objects.visible_to(person).filter(pk=OuterRef("ticket"))
    return rows.filter(Q(ticket=None) | Q(ticket__confidential=False) | Exists(mine))


def failures() -> int:
    """How many mails could not be sent."""
    return Message.objects.filter(state=MessageState.FAILED).count()
