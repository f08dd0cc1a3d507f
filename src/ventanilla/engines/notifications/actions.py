"""Telling people, and sending what they are told."""

from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.hearers import Hearer, hearers
from ventanilla.engines.notifications.letters import News, automatic, compose, one_line
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import RELATED

LONGEST_TITLE = 300

_suppressed: ContextVar[bool] = ContextVar("notifications_suppressed", default=False)


@contextmanager
def suppressed() -> Iterator[None]:
    """Within the block nobody is told of anything: for the demo and for imports.

    It is decided when an entry is recorded, not when its job runs: such an entry makes no job, so there is
    neither a notification nor a mail later on, whichever process works then.
    """
    token = _suppressed.set(True)
    try:
        yield
    finally:
        _suppressed.reset(token)


def is_suppressed() -> bool:
    """Whether nobody is to be told now."""
    return _suppressed.get()


@action
def tell(entry_id: int) -> list[Notification]:
    """Make a notification and a mail for everybody who hears of an entry, once, each in their own language.

    Returns the new ones: none when it has been done before.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("actor").get(pk=entry_id)
    ticket = Ticket.objects.select_related(*RELATED).filter(stream=entry.stream_id).first()
    if ticket is None or entry.erased_at:
        return []
    told = set(Notification.objects.filter(entry=entry).values_list("person_id", flat=True))
    return [_tell(hearer, entry, ticket) for hearer in hearers(entry, ticket) if hearer.person.pk not in told]


def _tell(hearer: Hearer, entry: Entry, ticket: Ticket) -> Notification:
    person, what = hearer.person, entry.what
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(_zone(person)):
        notification = Notification.objects.create(
            person=person,
            ticket=ticket,
            entry=entry,
            language=language,
            title=what.say(entry.actor.name if entry.actor else settings.PORTAL_NAME)[:LONGEST_TITLE],
            text=what.detail(),
            path=_path(what.path(ticket.number), hearer, ticket),
            icon=what.icon,
            created_at=clock.now(),
        )
        _post(compose(notification, News(ticket, hearer.why, what.call_to_action())))
    return notification


def _path(path: str, hearer: Hearer, ticket: Ticket) -> str:
    """Who works on a ticket reads it at the desk."""
    return (
        f"/desk/tickets/{ticket.number}/" if hearer.staff and path == f"/requests/{ticket.number}/" else path
    )


def _zone(person: Person) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def _post(message: Message) -> None:
    message.save(force_insert=True)
    jobs.enqueue("notifications.deliver", message=message.pk)


@action
def send_plain(
    person: Person, *, subject: str, text: str, html: str = "", secret: bool = False
) -> Message | None:
    """Send a mail that is about no ticket: a link to choose a new password, an invitation.

    The caller writes it in the person's language. A `secret` text is forgotten as soon as it is on its way,
    so that no administrator can use its link. Returns None while mail is `suppressed`.
    """
    if is_suppressed():
        return None
    message = Message(
        person=person,
        to=person.email,
        subject=one_line(subject),
        text=text,
        html=html,
        headers=automatic(uuid.uuid4().hex),
        secret=secret,
        created_at=clock.now(),
    )
    _post(message)
    return message


@action
def send_again(*, message: Message, actor: Person) -> Message:
    """Try a mail that could not be sent once more. Raises NotAllowed unless `actor` administers the portal,
    Conflict when it didn't fail or its text is forgotten."""
    require(is_portal_admin(actor))
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.FAILED or message.secret:
        raise Conflict(_("This mail can't be sent again."))
    message.state, message.attempts, message.error = MessageState.PENDING, 0, ""
    message.save(update_fields=["state", "attempts", "error"])
    jobs.enqueue("notifications.deliver", message=message.pk)
    return message


@action
def mark_read(
    *, person: Person, notifications: Iterable[int] | None = None, ticket: Ticket | None = None
) -> int:
    """Note that `person` has read the given notifications of theirs, those about `ticket`, or (neither given)
    all. Returns how many were unread."""
    unread = Notification.objects.filter(person=person, read_at=None)
    if notifications is not None:
        unread = unread.filter(pk__in=list(notifications))
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    return unread.update(read_at=clock.now())
