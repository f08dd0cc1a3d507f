"""A piece of news as an e-mail: subject, headers, and the same text as plain text and HTML.

The subject says what happened, about what, and what comes next. All mails about one ticket name the same root in
References, so that mail programs show them as one thread; each has a Message-ID of its own, so that a mail that
was sent twice after a crash is recognized, and a reply proves that its sender has seen it. `Auto-Submitted`
(RFC 3834), `Precedence` and `X-Auto-Response-Suppress` keep absence notes away, `List-Unsubscribe` (RFC 8058)
lets mail programs offer to end mails of this kind.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.engines.notifications import links, tokens
from ventanilla.engines.notifications.choices import Purpose, Topic, Why
from ventanilla.engines.notifications.house import house
from ventanilla.engines.notifications.models import Message, Notification, OneTimeLink
from ventanilla.engines.notifications.standing import Standing
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class News:
    """What a notification doesn't keep but its mail needs: the ticket, the reason, what the button says, how the
    ticket stands, the one-time link, and whether the headline says all that the subject needs."""

    ticket: Ticket | None
    why: Why
    call_to_action: str = ""
    standing: Standing = field(default_factory=Standing)
    link: OneTimeLink | None = None
    stands_alone: bool = False


def compose(notification: Notification, news: News) -> Message:
    """The mail for a notification, in the active language and time zone; not saved yet."""
    ticket, person = news.ticket, notification.person
    headers = headers_for(person.pk, notification.topic, f"{_name_of(ticket)}.{notification.pk}")
    if ticket:
        root = tokens.thread_id(ticket.number)
        headers |= {"In-Reply-To": root, "References": root}
        entry = notification.entry
        internal = entry is not None and entry.seen_by == SeenBy.TEAM
        answers = not internal or is_staff(
            person, ticket
        )  # who may not write to the team alone writes to nobody
        reply_to = tokens.reply_address(tokens.ReplyTo(ticket.pk, person.pk, internal)) if answers else ""
        headers |= {"Reply-To": reply_to} if reply_to else {}
    content = _content(notification, news, replies="Reply-To" in headers)
    return Message(
        notification=notification,
        person=person,
        ticket=ticket,
        link=news.link,
        to=person.email,
        subject=one_line(_subject(notification, news)),
        text=_tidy(render_to_string("notifications/news.txt", content)),
        html=render_to_string("notifications/news.html", content),
        headers=headers,
        mail_id=headers["Message-ID"],
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
        "Message-ID": tokens.message_id(name),
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
    }


def headers_for(person: int, topic: str, name: str) -> dict[str, str]:
    """The headers of news to a person, with the way to end mails of this kind."""
    return {
        **automatic(name),
        "List-Unsubscribe": f"<{stop_address(person, topic)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def stop_address(person: int, topic: str) -> str:
    return f"{settings.PORTAL_URL}/notifications/stop/{tokens.stop_token(person, topic)}/"


def name_of_ticket(ticket: Ticket) -> str:
    """«Get a laptop · Standard 14»."""
    return " · ".join(filter(None, (pick(ticket.title), pick(ticket.subject))))


def frame() -> dict[str, Any]:
    """What stands in every mail of ours."""
    return {
        "language": get_language(),
        "house": house(),
        "portal_url": settings.PORTAL_URL,
        "choices_url": f"{settings.PORTAL_URL}/profile/notifications/",
    }


def _name_of(ticket: Ticket | None) -> str:
    return ticket.number if ticket else "news"


def _tidy(text: str) -> str:
    """Plain text without the gaps that a template leaves."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _subject(notification: Notification, news: News) -> str:
    headline, ticket = notification.title.rstrip(". "), news.ticket
    if ticket is None:
        return headline
    if news.stands_alone:
        return f"[{ticket.number}] {headline}"
    about = name_of_ticket(ticket)
    if notification.topic == Topic.APPROVALS:
        about = _("%(title)s, for %(name)s") % {"title": about, "name": ticket.requested_for.name}
    step = news.standing.step if not news.call_to_action else ""
    then = " — " + _("next: %(step)s") % {"step": step} if step else ""
    return f"[{ticket.number}] {headline}: {about}{then}"


def _content(notification: Notification, news: News, *, replies: bool) -> dict[str, object]:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", notification.text.replace("\r\n", "\n"))]
    about = {} if news.ticket is None else _ticket(news.ticket)
    usual = _("See the request") if news.ticket else _("See it in the portal")
    return {
        **frame(),
        **about,
        "url": f"{settings.PORTAL_URL}{notification.path}",
        "button": news.call_to_action or usual,
        "headline": notification.title,
        "paragraphs": [part for part in paragraphs if part],
        "also": [_line(line) for line in notification.also],
        "next": news.standing.sentences,
        "link_url": links.hidden_address() if news.link else "",
        "link_words": _link_words(news.link),
        "link_note": _("works once, for two weeks. Don't pass this mail on.") if news.link else "",
        "replies": replies,
        "stop_url": stop_address(notification.person_id, notification.topic),
        "topic": Topic(notification.topic).label,
        "why": news.why.label,
    }


def _line(line: dict[str, str]) -> dict[str, str]:
    path = line.get("path", "")
    return {"text": line["text"], "url": f"{settings.PORTAL_URL}{path}" if path else ""}


def _link_words(link: OneTimeLink | None) -> str:
    if link is None:
        return ""
    return _("Decide without signing in") if link.purpose == Purpose.DECIDE else _("It isn't solved yet")


def _ticket(ticket: Ticket) -> dict[str, object]:
    prefix, _dash, digits = ticket.number.partition("-")
    asked_on = date_format(timezone.localtime(ticket.created_at), "DATE_FORMAT")
    return {
        "prefix": prefix,
        "digits": digits,
        "number": ticket.number,
        "title": name_of_ticket(ticket),
        "kind": ticket.get_kind_display(),
        "asked": f"{ticket.requester.name} · {asked_on}",
        "receiver": ticket.requested_for.name if ticket.requested_for_id != ticket.requester_id else "",
    }
