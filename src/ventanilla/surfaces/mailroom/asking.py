"""A mail that answers nothing becomes a request of the service that the operator named (MAIL_SERVICE)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.questions import Question
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Because
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import comment, submit
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.mailroom.letters import Letter

LONGEST_KEY = 200


class NotAsked(Exception):
    """Nothing came of it, and why."""

    def __init__(self, because: Because, detail: str = "") -> None:
        super().__init__(because)
        self.because, self.detail = because, detail


def ask(letter: Letter, person: Person, text: str, files: Sequence[StoredFile]) -> Ticket:
    """The subject answers the first short question, the text the first long one, the files the first that takes
    files; files that no question takes come as a message. Raises NotAsked."""
    service = Service.objects.filter(slug=settings.MAIL_SERVICE).first() if settings.MAIL_SERVICE else None
    if service is None or service.live_version is None:
        raise NotAsked(Because.NO_SERVICE)
    if not text and not letter.subject:
        raise NotAsked(Because.EMPTY)
    asked = list(questions(package_of(service.live_version).form))
    takes_files = _first(asked, "file")
    answers = _answers(asked, letter.subject, text)
    if takes_files and files:
        answers[takes_files.id] = [str(file.key) for file in files]
    key = f"mail {letter.mail_id}"[:LONGEST_KEY]
    try:
        ticket = submit(actor=person, service=service, answers=answers, key=key, language=person.language)
    except Invalid as refusal:
        said = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in refusal.fields.items())
        raise NotAsked(Because.NOT_ASKED, said) from refusal
    except NotAllowed as refusal:
        raise NotAsked(Because.NOT_ASKED, str(refusal)) from refusal
    if files and not takes_files:
        comment(actor=person, ticket=ticket, text="", files=files)
    return ticket


def _answers(asked: Iterable[Question], subject: str, text: str) -> dict[str, Any]:
    short, long = _first(asked, "short_text"), _first(asked, "long_text")
    answers: dict[str, Any] = {}
    if long:
        answers[long.id] = text or subject
    if short:
        answers[short.id] = subject or text.split("\n", 1)[0][:200]
    return answers


def _first(asked: Iterable[Question], kind: str) -> Question | None:
    return next((question for question in asked if question.type == kind), None)
