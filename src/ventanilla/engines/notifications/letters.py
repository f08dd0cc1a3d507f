"""A piece of news as an e-mail: subject, headers, and the same text as plain text and HTML.

All mails about one ticket name the same root in References, so that mail programs show them as one thread,
and have the same subject (Gmail breaks a thread where it changes), but for those that ask the reader to do
something: these say so. Each has a Message-ID of its own, made from its notification, so that a mail that was
sent twice after a crash is recognized. `Auto-Submitted` (RFC 3834) and `X-Auto-Response-Suppress` keep
absence notes away.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.engines.notifications.choices import Why
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.tickets.models import Ticket

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class News:
    """What a notification doesn't keep but its mail needs: the ticket, the reason, and what the button
    says."""

    ticket: Ticket
    why: Why
    call_to_action: str = ""


def compose(notification: Notification, news: News) -> Message:
    """The mail for a notification, in the active language and time zone; not saved yet."""
    ticket = news.ticket
    content = _content(notification, news)
    subject = f"[{ticket.number}] {notification.title if news.call_to_action else pick(ticket.title)}"
    return Message(
        notification=notification,
        person=notification.person,
        ticket=ticket,
        to=notification.person.email,
        subject=one_line(subject),
        text=render_to_string("notifications/mail.txt", content),
        html=render_to_string("notifications/mail.html", content),
        headers=_threaded(ticket, notification.pk),
        created_at=notification.created_at,
    )


def one_line(text: str) -> str:
    """`text` as it may stand in a header: line ends and control characters become spaces, too much is cut."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def automatic(name: str) -> dict[str, str]:
    """The headers of any mail that the portal writes by itself; `name` makes its Message-ID."""
    return {
        "Message-ID": _message_id(name),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _threaded(ticket: Ticket, notification: int) -> dict[str, str]:
    root = _message_id(ticket.number)
    return {**automatic(f"{ticket.number}.{notification}"), "In-Reply-To": root, "References": root}


def _message_id(name: str) -> str:
    return f"<{name.lower()}@{urlsplit(settings.PORTAL_URL).hostname}>"


def _content(notification: Notification, news: News) -> dict[str, object]:
    ticket = news.ticket
    prefix, _dash, digits = ticket.number.partition("-")
    asked_on = date_format(timezone.localtime(ticket.created_at), "DATE_FORMAT")
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", notification.text.replace("\r\n", "\n"))]
    return {
        "language": get_language(),
        "portal": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "url": f"{settings.PORTAL_URL}{notification.path}",
        "button": news.call_to_action or _("See the request"),
        "headline": notification.title,
        "paragraphs": [part for part in paragraphs if part],
        "prefix": prefix,
        "digits": digits,
        "number": ticket.number,
        "title": pick(ticket.title),
        "kind": ticket.get_kind_display(),
        "asked": f"{ticket.requester.name} · {asked_on}",
        "why": news.why.label,
    }
