"""What schedules answer, read as it would be: what is written out has to be something that the form takes."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.filling import is_lines, is_stretch
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Calculated, Choice, Choices, Hidden, ListOptions, LookedUp
from ventanilla.core.kit import clock
from ventanilla.core.people.queries import by_email
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.kinds import is_money
from ventanilla.records.catalog.queries import list_source
from ventanilla.records.catalog.references import Missing, Path
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.reading import Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.types import type_of

BY_HAND = frozenset({"file", "secret", "consent"})


def judge_schedules(package: Package) -> Iterator[Missing]:
    """Answers that would be refused when their time comes. No query for a package without any."""
    owner = by_email(package.owner.person) if any(each.answers for each in package.schedules) else None
    if owner is None:
        return
    asked = {question.id: question for question in questions(package.form)}
    lists, today = list_source(), clock.today(zoneinfo.ZoneInfo(settings.TIME_ZONE))
    for index, planned in enumerate(package.schedules):
        first = max(today, planned.starts_on)
        context = Context(person=owner, requested_for=owner, today=first, lists=lists)
        for name, answer in planned.answers.items():
            if name in asked:
                yield from _answer(("schedules", index, "answers", name), asked[name], answer, Scope(context))


def _answer(path: Path, question: Question, answer: Any, scope: Scope) -> Iterator[Missing]:
    if is_lines(answer):
        inner = {item.id: item for item in question.inner() if isinstance(item, Question)}
        for index, line in enumerate(answer):
            for name, cell in line.items():
                if name in inner:
                    yield from _answer((*path, index, name), inner[name], cell, scope.inside_row())
    elif _is_written_out(answer) and _can_be_read_alone(question):
        kind = type_of(question)
        try:
            kind.read(question, kind.from_value(question, answer), scope)
        except Wrong as wrong:
            yield Missing(path, " ".join(wrong.messages))


def _is_written_out(answer: Any) -> bool:
    """Whether it says itself what it is, and nothing has to be worked out."""
    if isinstance(answer, list):
        return bool(answer) and all(map(_is_written_out, answer))
    if isinstance(answer, dict):
        return is_money(answer) or (is_stretch(answer) and all(map(_is_written_out, answer.values())))
    return answer not in (None, "")


def _can_be_read_alone(question: Question) -> bool:
    """Whether what it takes hangs neither on who asks nor on other answers."""
    if question.type in BY_HAND or isinstance(question, LookedUp | Calculated | Hidden):
        return False
    if isinstance(question, Choice | Choices):
        options = question.options
        if isinstance(options, tuple):
            return all(option.offered_if is None for option in options)
        return isinstance(options, ListOptions) and all(
            fact.startswith("row.") for fact in facts_in(options.where)
        )
    return not question.inner()
