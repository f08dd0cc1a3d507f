"""Pages that somebody came to by searching: they tell so, and hand on which search it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from ventanilla.core.blueprint.questions import LongText, Question, ShortText
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import need_of
from ventanilla.engines.search.text import cleaned
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import defaults
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.visit import Visit


def came_to(request: Visit, kind: Kind, pk: int) -> str:
    """Note that a result was opened; its trace, or nothing when the page was reached another way."""
    trace = request.GET.get("need", "")
    if not trace:
        return ""
    return trace if actions.opened(actor=request.user, trace=trace, kind=kind, pk=pk) else ""


def trace_of(request: HttpRequest) -> str:
    """The trace that a form was opened with, or is sent with."""
    return request.POST.get("need", "") or request.GET.get("need", "")


def became(person: Person, trace: str, ticket: Ticket) -> None:
    """The search that led to the form ended as this ticket."""
    need = need_of(person, trace)
    if need is not None:
        actions.asked(actor=person, need=need, ticket=ticket)


def carried(form: Items, asked: Mapping[str, Any], context: Context) -> dict[str, Any] | None:
    """What a form begins with: `text` of the address in its first question for free text; None when it has none."""
    text = cleaned(asked.get("text", ""))
    question = _first_of_words(form) if text else None
    return {**defaults(form, context), question.id: text} if question else None


def _first_of_words(form: Items) -> Question | None:
    """A long text before a short one: there people tell what they need."""
    for kind in (LongText, ShortText):
        for question in questions_of(form):
            if isinstance(question, kind):
                return question
    return None
