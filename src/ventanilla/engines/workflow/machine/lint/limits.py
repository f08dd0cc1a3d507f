"""Limits of questions that no answer keeps, and answers given in advance that break them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.questions import Choices, Element, Question, Rating, Rows
from ventanilla.core.blueprint.questions.limits import Text
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.numbers import as_number
from ventanilla.core.rules.pattern import matches
from ventanilla.engines.workflow.machine.lint.bounds import Asked, surely_over
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.subject import Subject, asked_of, at_question

PAIRS = (("min", "max"), ("min_rows", "max_rows"))


def limits(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the limits of the form's questions, and of those that steps ask."""
    for path, element, holder in placed_in_form(subject.package.form):
        if isinstance(element, Question):
            yield from _question(path, element, _asked(subject, {}, holder))
    for visit in subject.visits:
        own = {f"answers.{item.id}": item for item in asked_of(visit.block)}
        for path, element, holder in placed(visit.block.asked(), (*visit.path, "asks")):
            if isinstance(element, Question):
                yield from _question(path, element, _asked(subject, own, holder))


def _asked(subject: Subject, own: Mapping[str, Question], holder: Element | None) -> Asked:
    """Which question a fact is the answer of: one of the same row or step, of the form, of another step."""
    row = {f"row.{item.id}": item for item in holder.inner() if isinstance(item, Question)} if holder else {}

    def asked(fact: str) -> Question | None:
        if fact in row or fact in own:
            return row.get(fact) or own.get(fact)
        return subject.asked(fact) if fact.count(".") == (2 if fact.startswith("outputs.") else 1) else None

    return asked


def _question(path: SubPath, question: Question, asked: Asked) -> Iterator[Finding]:
    for low, high in PAIRS:
        least, most = getattr(question, low, None), getattr(question, high, None)
        if least is not None and most is not None and surely_over(least, most, asked):
            named = facts_in(least) | facts_in(most) if isinstance(least, Mapping | list) else facts_in(most)
            degree = Degree.WARNING if any("." in fact for fact in named) else Degree.ERROR
            yield at_question(question, (*path, low), "limits_cross", degree, low=low, high=high)
            return
    options = question.options if isinstance(question, Choices) else None
    least = getattr(question, "min_choices", None) or 0
    if isinstance(options, tuple) and least > len(options):
        counts = {"least": least, "count": len(options)}
        yield at_question(question, (*path, "min_choices"), "too_few_options", Degree.ERROR, **counts)
    if question.default is not None:
        yield from _default(path, question, asked)


def _default(path: SubPath, question: Question, asked: Asked) -> Iterator[Finding]:
    limit = broken(question, question.default, asked)
    if limit:
        place = (*path, "default")
        yield at_question(question, place, "default_out", Degree.WARNING, limit=limit)


def broken(question: Question, given: Any, asked: Asked) -> str:
    """The name of the limit that what is given in advance breaks for certain."""
    least, most = getattr(question, "min", None), getattr(question, "max", None)
    if least is not None and surely_over(least, given, asked):
        return "min"
    if most is not None and surely_over(given, most, asked):
        return "max"
    if isinstance(question, Rating):
        return "most" if surely_over(given, question.most, asked) or surely_over(1, given, asked) else ""
    if question.type == "number" and not isinstance(given, Mapping):
        number, places = as_number(given), getattr(question, "decimals", 0)
        return "decimals" if number is not None and round(number, places) != number else ""
    if isinstance(question, Text) and isinstance(given, str):
        return _broken_text(question, given)
    if isinstance(question, Choices | Rows) and isinstance(given, list):
        return _broken_count(question, len(given))
    return ""


def _broken_text(question: Text, given: str) -> str:
    if question.max_length is not None and len(given) > question.max_length:
        return "max_length"
    if question.min_length is not None and len(given) < question.min_length:
        return "min_length"
    fits = question.pattern is None or matches(question.pattern.regex, given)
    return "" if fits else "pattern"


def _broken_count(question: Choices | Rows, count: int) -> str:
    names = ("min_choices", "max_choices") if isinstance(question, Choices) else ("min_rows", "max_rows")
    least, most = (getattr(question, name) for name in names)
    if isinstance(most, int) and count > most:
        return names[1]
    return names[0] if isinstance(least, int) and count < least else ""
