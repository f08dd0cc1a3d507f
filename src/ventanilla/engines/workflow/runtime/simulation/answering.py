"""Answers that somebody might give on the way, so that messages read as they would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ventanilla.core.blueprint import Question
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import FactType


def plausible(asked: Iterable[Question], today: date) -> dict[str, Any]:
    """An answer for each question that is always asked and has an obvious one: its first option, yes, the day, or its
    own label in place of words. Dates, places and people that can't be guessed stay empty."""
    found: dict[str, Any] = {}
    for question in asked:
        answer = _answer(question, today) if question.visible_if is None else None
        if answer is not None:
            found[question.id] = answer
    return found


def _answer(question: Question, today: date) -> Any:
    options = getattr(question, "options", None)
    if question.fact_type is FactType.CHOICE:
        return options[0].value if isinstance(options, tuple) and options else None
    plain = {
        FactType.BOOLEAN: True,
        FactType.DATE: today.isoformat(),
        FactType.NUMBER: 1,
    }
    if question.fact_type in plain:
        return plain[question.fact_type]
    if question.type in ("short_text", "long_text") and question.required:
        return f"«{pick(question.label)}»"
    return None
