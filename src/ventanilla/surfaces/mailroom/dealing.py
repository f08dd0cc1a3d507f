"""What becomes of a mail that came in: decided, done and noted in one transaction, once."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import ngettext

from ventanilla.core.files.actions import store
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import attempt, writing
from ventanilla.engines.notifications.choices import Because, Fate
from ventanilla.engines.notifications.models import IncomingMail, Message
from ventanilla.engines.notifications.returns import forget_trouble, note_return
from ventanilla.engines.notifications.wishes import language_of
from ventanilla.records.tickets.actions import comment
from ventanilla.records.tickets.models import Comment, Ticket
from ventanilla.records.tickets.policies import may_comment
from ventanilla.surfaces.mailroom.answers import answer
from ventanilla.surfaces.mailroom.asking import NotAsked, ask
from ventanilla.surfaces.mailroom.bodies import answer_in, message_in
from ventanilla.surfaces.mailroom.letters import Letter, Unreadable, read
from ventanilla.surfaces.mailroom.loops import reason_to_ignore
from ventanilla.surfaces.mailroom.reports import Report, report_in
from ventanilla.surfaces.mailroom.senders import Origin, origin_of

UNKNOWN = (Because.STRANGER, Because.LEFT, Because.NOT_THEIRS, Because.BAD_TOKEN)
LONGEST_KEPT = 20_000


@dataclass
class Outcome:
    """What became of it, as far as it is known yet."""

    fate: Fate
    because: Because | None = None
    detail: str = ""
    person: Person | None = None
    ticket: Ticket | None = None
    comment: Comment | None = None
    about: Message | None = None
    kept: str = field(default="")


def deal(content: bytes) -> IncomingMail:
    """Do with a mail what is to be done, once: a mail that was dealt with before changes nothing."""
    try:
        letter = read(content)
    except Unreadable as error:
        return unreadable(content, str(error))
    with writing():
        with connection.cursor() as cursor:  # the same mail twice at the same moment: the second waits
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [letter.mail_id])
        known = IncomingMail.objects.filter(mail_id=letter.mail_id).first()
        if known is not None:
            return known
        found = _outcome(letter)
        with translation.override(language_of(found.person) if found.person else settings.LANGUAGE_CODE):
            answered = answer(letter, found.person, found.fate, found.because, found.ticket)
        return _note(letter, found, answered=answered)


def unreadable(content: bytes, why: str, because: Because = Because.BROKEN) -> IncomingMail:
    """Note a mail that can't be dealt with, for an administrator to see."""
    from_digest = _digest_id(content)
    words = " ".join(why.replace("\x00", "").split())[:500]
    values = {"fate": Fate.PROBLEM, "because": because, "detail": words, "received_at": clock.now()}
    return IncomingMail.objects.get_or_create(mail_id=from_digest, defaults=values)[0]


def _digest_id(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _outcome(letter: Letter) -> Outcome:
    report = report_in(letter)
    if report is not None:
        return _reported(report)
    ignored = reason_to_ignore(letter)
    if ignored is not None:
        return Outcome(Fate.IGNORED, ignored)
    origin = origin_of(letter)
    if origin.because is not None:
        fate = Fate.UNKNOWN if origin.because in UNKNOWN else Fate.REFUSED
        return Outcome(fate, origin.because, person=origin.person, kept=letter.text)
    assert origin.person is not None  # strangers have a reason
    if origin.ticket is not None:
        return _answered(letter, origin, origin.person, origin.ticket)
    return _asked(letter, origin.person)


def _reported(report: Report) -> Outcome:
    about = Message.objects.filter(mail_id=report.mail_id).first() if report.mail_id else None
    if about is None:
        return Outcome(Fate.IGNORED, Because.REPORT, report.answer)
    if report.action != "failed":
        return Outcome(Fate.IGNORED, Because.DELAYED, report.answer, person=about.person, about=about)
    note_return(message=about, answer=report.answer)
    return Outcome(Fate.BOUNCE, None, report.answer, about.person, about.ticket, about=about)


def _answered(letter: Letter, origin: Origin, person: Person, ticket: Ticket) -> Outcome:
    """A message in the conversation; an answer to a note of the team is a note of the team."""
    refused = Outcome(Fate.REFUSED, person=person, ticket=ticket, kept=letter.text)
    if not may_comment(person, ticket, public=not origin.internal):
        refused.because, refused.ticket = Because.NO_ACCESS, None
        return refused
    text = answer_in(letter.text)
    files, left_out = _stored(letter, person)
    if not text and not files:
        refused.because = Because.EMPTY
        return refused
    with translation.override(language_of(person)):
        text = _with_note(text, left_out)
    try:
        with attempt():
            made = comment(actor=person, ticket=ticket, text=text, public=not origin.internal, files=files)
    except Conflict:
        refused.because = Because.CLOSED
        return refused
    except (Invalid, NotAllowed) as refusal:
        refused.because, refused.detail = Because.NO_ACCESS, str(refusal)
        return refused
    forget_trouble(person)
    return Outcome(Fate.COMMENT, None, "; ".join(left_out), person, ticket, made)


def _stored(letter: Letter, person: Person) -> tuple[list[StoredFile], list[str]]:
    """The files that may be kept, and what is wrong with the others."""
    files, left_out = [], []
    for one in letter.enclosures:
        try:
            with attempt():
                files.append(store(actor=person, name=one.name, content=io.BytesIO(one.content)))
        except Invalid as refusal:
            left_out.append(str(refusal))
    return files, left_out


def _with_note(text: str, left_out: list[str]) -> str:
    if not left_out:
        return text
    count = len(left_out)
    note = ngettext("(A file was left out. %(why)s)", "(%(n)s files were left out. %(why)s)", count)
    return f"{text}\n\n{note % {'n': count, 'why': ' '.join(left_out)}}".strip()


def _asked(letter: Letter, person: Person) -> Outcome:
    """A new need, by the service that the operator named for it."""
    refused = Outcome(Fate.REFUSED, Because.NO_SERVICE, person=person, kept=letter.text)
    files, left_out = _stored(letter, person)
    try:
        with attempt():
            ticket = ask(letter, person, message_in(letter.text), files)
    except NotAsked as refusal:
        refused.because, refused.detail = refusal.because, refusal.detail
        return refused
    forget_trouble(person)
    return Outcome(Fate.TICKET, None, "; ".join(left_out), person, ticket)


def _note(letter: Letter, found: Outcome, *, answered: bool) -> IncomingMail:
    values: dict[str, Any] = {
        "sender": letter.sender,
        "sender_name": letter.sender_name,
        "subject": letter.subject,
        "text": found.kept[:LONGEST_KEPT],
        "fate": found.fate,
        "because": found.because or "",
        "detail": found.detail[:2000],
        "person": found.person,
        "ticket": found.ticket,
        "comment": found.comment,
        "about": found.about,
        "answered": answered,
        "received_at": clock.now(),
    }
    return IncomingMail.objects.create(mail_id=letter.mail_id, **values)
