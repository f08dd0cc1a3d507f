"""What the sender of a mail is told: that it became a request, or where to go on. Never more than once a day for what
wasn't taken, never to an address that the mail may not have come from (RFC 3834, 2 and 4)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import send_plain
from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.letters import frame
from ventanilla.engines.notifications.models import IncomingMail
from ventanilla.engines.notifications.tokens import ReplyTo, reply_address
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.mailroom.letters import Letter

ONCE_IN = timedelta(days=1)


def answer(
    letter: Letter, person: Person | None, fate: Fate, because: Because | None, ticket: Ticket | None
) -> bool:
    """Answer a mail, if it is to be answered. Returns whether it was."""
    if fate == Fate.TICKET and ticket and person:
        return _send(letter, person, _got_it(ticket), ticket)
    wanted = fate == Fate.REFUSED or (fate == Fate.UNKNOWN and _strangers_are_answered(because))
    if not wanted or not letter.sender or letter.return_path not in (None, letter.sender):
        return False
    if _answered_lately(letter.sender):
        return False
    return _send(letter, person, _not_taken(because if person else None), None)


def _strangers_are_answered(because: Because | None) -> bool:
    return because == Because.STRANGER and settings.MAIL_ANSWER_STRANGERS


def _answered_lately(sender: str) -> bool:
    since = clock.now() - ONCE_IN
    refused = (Fate.REFUSED, Fate.UNKNOWN)
    rows = IncomingMail.objects.filter(sender=sender, answered=True, fate__in=refused, received_at__gt=since)
    return rows.exists()


def _got_it(ticket: Ticket) -> dict[str, object]:
    return {
        "headline": _("We got your mail: it is request %(number)s.") % {"number": ticket.number},
        "paragraphs": [_("You can follow it in the portal, or answer this mail to add something.")],
        "url": f"{settings.PORTAL_URL}/requests/{ticket.number}/",
        "button": _("See the request"),
    }


def _not_taken(because: Because | None) -> dict[str, object]:
    reasons = {
        Because.CLOSED: _("The request is closed. Please send a new one."),
        Because.EMPTY: _("There was nothing in it but quoted text."),
        Because.OLD_TOKEN: _("The mail that you answered is too old."),
    }
    reason = reasons.get(because) if because else None
    return {
        "headline": _("Your mail could not be taken."),
        "paragraphs": [*([reason] if reason else []), _("Nobody has read it. Please go on in the portal.")],
        "url": f"{settings.PORTAL_URL}/",
        "button": _("Open the portal"),
    }


def _send(letter: Letter, person: Person | None, words: dict[str, object], ticket: Ticket | None) -> bool:
    headers = {"Auto-Submitted": "auto-replied"}
    if letter.mail_id.startswith("<"):
        headers |= {"In-Reply-To": letter.mail_id, "References": letter.mail_id}
    if ticket and person and (address := reply_address(ReplyTo(ticket.pk, person.pk))):
        headers["Reply-To"] = address
    content = {**frame(), **words, "subject": letter.subject}
    sent = send_plain(
        person,
        to=letter.sender,
        subject=f"[{ticket.number}] {letter.subject}" if ticket else str(words["headline"]),
        text=render_to_string("mailroom/answer.txt", content),
        html=render_to_string("mailroom/answer.html", content),
        headers=headers,
    )
    return sent is not None
