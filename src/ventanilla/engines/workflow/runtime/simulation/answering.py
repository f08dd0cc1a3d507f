"""Answers that somebody might give on the way, so that messages read as they would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice, product
from math import ceil
from typing import Any

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.questions import Money
from ventanilla.core.kit.text import pick, quoted
from ventanilla.core.rules import FactType
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import Items, questions_of

MOST_TRIED = 64


def plausible(asked: Iterable[Question], today: date) -> dict[str, Any]:
    """An answer for each question that is always asked and has an obvious one: its first option, yes, the day, or its
    own label in place of words. Dates, places and people that can't be guessed stay empty."""
    found: dict[str, Any] = {}
    for question in asked:
        answer = _answer(question, today) if question.visible_if is None else None
        if answer is not None:
            found[question.id] = answer
    return found


def fitting(
    asked: Iterable[Question], given: Mapping[str, Any], goes_on: Callable[[Mapping[str, Any]], bool]
) -> dict[str, Any]:
    """The same answers if they let it go on, else the first others of these questions that do: another option, no
    instead of yes. Those that were given when none do."""
    found = dict(given)
    if goes_on(found):
        return found
    others = {question.id: _options(question) for question in asked if question.id in found}
    names = [name for name, options in others.items() if options]
    for tried in islice(product(*(others[name] for name in names)), MOST_TRIED):
        other = {**found, **dict(zip(names, tried, strict=True))}
        if goes_on(other):
            return other
    return found


def read(form: Items, given: Mapping[str, Any], context: Context) -> Checked:
    """The answers as they would be kept, with those that nobody types (sums, defaults), and what is wrong with them."""
    form = list(form)
    return check(form, {item.id: given[item.id] for item in questions_of(form) if item.id in given}, context)


def objections(form: Items, said: Mapping[str, Any], checked: Checked) -> list[str]:
    """Why the answers that somebody `said` to this form would not be accepted, each with the question's name; those
    that were only made up are nobody's fault."""
    labels = {item.id: pick(item.label) for item in questions_of(form)}
    if not labels.keys() & said.keys():
        return []
    counts = said.keys() | (
        {name for name in checked.errors if name not in labels} if checked.broken else set()
    )
    return [
        f"{labels[name.split('.')[0]]}: {message}" if name.split(".")[0] in labels else message
        for name, messages in checked.errors.items()
        if name.split(".")[0] in counts
        for message in messages
    ]


def _options(question: Question) -> list[Any]:
    options = getattr(question, "options", None)
    if question.fact_type is FactType.CHOICE and isinstance(options, tuple):
        return [option.value for option in options]
    return [True, False] if question.fact_type is FactType.BOOLEAN else []


def _amount(least: Any) -> int:
    """One, or the least that is allowed."""
    return max(1, ceil(least)) if isinstance(least, int | float | Decimal) else 1


def _answer(question: Question, today: date) -> Any:
    options = getattr(question, "options", None)
    if question.fact_type is FactType.CHOICE:
        return options[0].value if isinstance(options, tuple) and options else None
    if question.fact_type is FactType.MONEY and isinstance(question, Money):
        return {"amount": str(_amount(question.min)), "currency": question.currency}
    plain = {
        FactType.BOOLEAN: True,
        FactType.DATE: today.isoformat(),
        FactType.NUMBER: _amount(getattr(question, "min", None)),
    }
    if question.fact_type in plain:
        return plain[question.fact_type]
    if question.type in ("short_text", "long_text") and question.required:
        return quoted(pick(question.label))
    return None
