"""The daily summary as a mail."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.engines.notifications.letters import (
    frame,
    headers_for,
    name_of_ticket,
    one_line,
    stop_address,
)
from ventanilla.engines.notifications.models import Digest, Message, Notification
from ventanilla.engines.notifications.tokens import ALL_DAILY

LONGEST_EXCERPT = 200


def compose_digest(digest: Digest, news: list[Notification]) -> Message:
    """The summary of `news`, by request, in the active language and time zone; not saved yet."""
    person = digest.person
    ordered = sorted(news, key=lambda row: (_last(news, row), row.pk))
    groups = [_group(list(rows)) for _key, rows in groupby(ordered, key=_about)]
    count = len(news)
    subject = ngettext("Your summary: %(n)s piece of news", "Your summary: %(n)s pieces of news", count)
    headers = headers_for(person.pk, ALL_DAILY, f"digest.{digest.pk}")
    content = {
        **frame(),
        "groups": groups,
        "headline": _("What happened since your last summary"),
        "on": date_format(digest.on, "DATE_FORMAT"),
        "url": f"{settings.PORTAL_URL}/notifications/",
        "stop_url": stop_address(person.pk, ALL_DAILY),
    }
    return Message(
        person=person,
        to=person.email,
        subject=one_line(subject % {"n": count}),
        text=render_to_string("notifications/digest.txt", content).strip() + "\n",
        html=render_to_string("notifications/digest.html", content),
        headers=headers,
        mail_id=headers["Message-ID"],
        created_at=digest.created_at,
    )


def _about(row: Notification) -> tuple[str, int]:
    return ("ticket", row.ticket_id) if row.ticket_id else ("news", row.pk)


def _last(news: list[Notification], row: Notification) -> int:
    """Groups come in the order of their latest news, the latest first."""
    return -max(other.pk for other in news if _about(other) == _about(row))


def _group(rows: list[Notification]) -> dict[str, Any]:
    ticket = rows[0].ticket
    return {
        "number": ticket.number if ticket else "",
        "title": name_of_ticket(ticket) if ticket else "",
        "url": f"{settings.PORTAL_URL}{rows[-1].path}",
        "lines": [
            {
                "headline": row.title,
                "text": _excerpt(row.text),
                "also": [line["text"] for line in row.also],
                "when": date_format(timezone.localtime(row.created_at), _("j F, H:i")),
            }
            for row in rows
        ],
    }


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_EXCERPT else f"{plain[: LONGEST_EXCERPT - 1].rstrip()}…"
