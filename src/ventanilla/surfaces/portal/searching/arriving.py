"""Pages that somebody came to by searching: they tell so, and hand on which search it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from ventanilla.core.blueprint.questions import Choice, Hidden, LongText, Question, ShortText
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.text import cleaned
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import defaults
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.surfaces.portal.visit import Visit

PREFILLED = (Choice, LongText, ShortText)
"""The kinds of question that an address may answer beforehand."""


def came_to(request: Visit, kind: Kind, pk: int) -> str:
    """Note that a result was opened; its trace, or nothing when the page was reached another way."""
    trace = request.GET.get("need", "")
    if not trace:
        return ""
    return trace if actions.opened(actor=request.user, trace=trace, kind=kind, pk=pk) else ""


def trace_of(request: HttpRequest) -> str:
    """The trace that a form was opened with, or is sent with."""
    return request.POST.get("need", "") or request.GET.get("need", "")


def tried_of(request: HttpRequest) -> str:
    """The way through a guide that led to the form, as the address or the form carries it."""
    return request.POST.get("tried", "") or request.GET.get("tried", "")


def carried(form: Items, asked: Mapping[str, Any], context: Context) -> dict[str, Any] | None:
    """What a form begins with: `text` of the address in its first question for free text, and what `a.<question>`
    says in that question; None when the address has none of them. All of it is checked like anything typed."""
    text = cleaned(asked.get("text", ""))
    question = _first_of_words(form) if text else None
    given = {question.id: text} if question else {}
    given |= {
        each.id: cleaned(asked[f"a.{each.id}"])
        for each in questions_of(form)
        if (isinstance(each, PREFILLED) or (isinstance(each, Hidden) and each.from_address))
        and f"a.{each.id}" in asked
    }
    return {**defaults(form, context), **given} if given else None


def _first_of_words(form: Items) -> Question | None:
    """A long text before a short one: there people tell what they need."""
    for kind in (LongText, ShortText):
        for question in questions_of(form):
            if isinstance(question, kind):
                return question
    return None
