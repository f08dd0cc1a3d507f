"""Reading news, and the outbox."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Fate, MessageState, Post
from ventanilla.engines.notifications.models import AddressTrouble, IncomingMail, Message, Notification
from ventanilla.records.tickets.models import Ticket

SHOWN_UNREAD = 100


def shown(person: Person | int) -> QuerySet[Notification]:
    """The news that this person (or who has this id) wants to see in the portal."""
    return Notification.objects.filter(person=person, in_portal=True)


def unread_count(person: Person) -> int:
    """How many notifications `person` hasn't read, counted up to 100: a badge says «99+» beyond that."""
    return unread(person)[:SHOWN_UNREAD].count()


def unread(person: Person | int) -> QuerySet[Notification]:
    """Those of them that haven't been read."""
    return shown(person).filter(read_at=None)


def recent(person: Person, limit: int = 20) -> list[Notification]:
    """The latest notifications of `person`, the newest first."""
    return list(shown(person).order_by("-pk")[:limit])


def all_news(person: Person, *, after: str | None = None, size: int = 30) -> Page[Notification]:
    """All notifications of `person` page by page, the newest first."""
    rows = shown(person).select_related("ticket")
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


def waiting_for_digest() -> list[int]:
    """The ids of the people for whom something waits to be told in a daily summary."""
    rows = Notification.objects.filter(post=Post.DAILY, digest=None).order_by()
    return sorted(set(rows.values_list("person_id", flat=True)))


def came_in(
    person: Person, *, fate: Fate | str | None = None, after: str | None = None, size: int = 30
) -> Page[IncomingMail]:
    """The mails that came in, the newest first, without those about confidential tickets that aren't theirs.
    Raises NotAllowed for all but administrators of the portal."""
    require(is_portal_admin(person))
    rows = _readable_in(person).select_related("person", "ticket")
    return page(rows.filter(fate=fate) if fate else rows, order=("-id",), after=after, size=size)


def came_in_one(person: Person, pk: int) -> IncomingMail:
    """One mail that came in. Raises NotAllowed, NotFound."""
    require(is_portal_admin(person))
    found = _readable_in(person).select_related("person", "ticket", "comment", "about").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such mail, or you can't see it."))
    return found


def troubled_addresses(person: Person) -> list[AddressTrouble]:
    """The addresses that mail came back from, the latest first. Raises NotAllowed."""
    require(is_portal_admin(person))
    return list(AddressTrouble.objects.select_related("person").order_by("-since", "-pk")[:100])


def trouble_of(person: Person) -> AddressTrouble | None:
    """Whether mail to the person's present address came back."""
    return AddressTrouble.objects.filter(person=person, email__iexact=person.email).first()


def _readable_in(person: Person) -> QuerySet[IncomingMail]:
    mine = Ticket.objects.visible_to(person).filter(pk=OuterRef("ticket"))
    return IncomingMail.objects.filter(Q(ticket=None) | Q(ticket__confidential=False) | Exists(mine))


def failures() -> int:
    """How many mails could not be sent."""
    return Message.objects.filter(state=MessageState.FAILED).count()
