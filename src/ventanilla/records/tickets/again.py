"""Asking again: the answers of an earlier ticket, as far as they still answer what is asked now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check, defaults
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import Ticket

NEVER = {"file", "secret", "consent"}


@dataclass(frozen=True)
class Carried:
    """The answers to begin with, and in words what was left behind."""

    answers: dict[str, Any]
    dropped: list[str]


def carried_over(ticket: Ticket, version: ServiceVersion, context: Context) -> Carried:
    """What `version`'s form begins with when the ticket is asked for once more: its answers where the question is
    still there and still takes them; not files, secrets and consents, which are given anew."""
    before = {question.id: question for question in questions(package_of(ticket.version).form)}
    form = package_of(version).form
    now = {question.id: question for question in questions(form)}
    given = {name: answer for name, answer in latest_answers(ticket).answers.items() if name in before}
    fitting = {
        name: answer for name, answer in given.items() if _why_not(before[name], now.get(name)) is None
    }
    wrong = {name.partition(".")[0] for name in check(form, fitting, context).errors}
    answers = {name: answer for name, answer in fitting.items() if name not in wrong}
    dropped = [
        _told(before[name], _why_not(before[name], now.get(name))) for name in given if name not in answers
    ]
    return Carried({**defaults(form, context), **answers}, dropped)


def _why_not(before: Question, now: Question | None) -> str | None:
    if now is None or now.type != before.type:
        return _("it isn't asked any more")
    if before.type == "file":
        return _("files are given anew")
    if before.type in NEVER:
        return _("it is given anew")
    if any(inner.type in NEVER for inner in now.inner()):
        return _("it holds files or secrets")
    return None


def _told(question: Question, why: str | None) -> str:
    reason = why or _("this answer isn't possible any more")
    return _("%(question)s (%(why)s)") % {"question": pick(question.label), "why": reason}
