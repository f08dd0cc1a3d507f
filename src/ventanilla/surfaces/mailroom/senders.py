"""Whose answer a mail is, and to which ticket: proved by a signed reply address, or by naming a mail of ours that its
sender was sent. The sender's address alone proves nothing: anybody can write any."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.engines.notifications.choices import Because
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.notifications.tokens import BadToken, OldToken, read_reply_token, token_in
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.mailroom.letters import Letter

NUMBER = re.compile(r"\[((?:REQ|INC|QUE)-\d{1,18})\]")
MOST_REFERENCES = 50


@dataclass(frozen=True)
class Origin:
    """Where a mail comes from: a person we know, the ticket it answers, or why it isn't taken."""

    person: Person | None = None
    ticket: Ticket | None = None
    internal: bool = False
    because: Because | None = None


def origin_of(letter: Letter) -> Origin:
    """Who wrote it, and what it answers; without ticket and reason it is a new mail of somebody we know."""
    person = Person.objects.filter(email__iexact=letter.sender).first() if letter.sender else None
    token = next(filter(None, map(token_in, letter.recipients)), "")
    if token:
        return _by_token(token, person)
    if person is None:
        return Origin(because=Because.STRANGER)
    if not person.is_active:
        return Origin(person, because=Because.LEFT)
    return _by_reference(letter, person)


def _by_token(token: str, person: Person | None) -> Origin:
    try:
        to = read_reply_token(token)
    except OldToken:
        known = person if person and person.is_active else None
        return Origin(known, because=Because.OLD_TOKEN)
    except BadToken:
        return Origin(because=Because.BAD_TOKEN)
    if person is None or person.pk != to.person:
        return Origin(because=Because.NOT_THEIRS)
    if not person.is_active:
        return Origin(person, because=Because.LEFT)
    ticket = Ticket.objects.filter(pk=to.ticket).first()
    if ticket is None:
        return Origin(person, because=Because.NO_ACCESS)
    return Origin(person, ticket, to.internal)


def _by_reference(letter: Letter, person: Person) -> Origin:
    """A mail of ours to this very person that is named: its Message-ID can't be guessed."""
    rows = Message.objects.filter(mail_id__in=letter.references[:MOST_REFERENCES], person=person)
    named = rows.exclude(ticket=None).select_related("ticket", "notification__entry").order_by("-pk").first()
    if named is not None:
        entry = named.notification.entry if named.notification else None
        return Origin(person, named.ticket, entry is not None and entry.seen_by == SeenBy.TEAM)
    if NUMBER.search(letter.subject):
        return Origin(person, because=Because.NO_PROOF)
    return Origin(person)
