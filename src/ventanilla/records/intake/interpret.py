"""What other rooms ask of a form and its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation

from ventanilla.core.blueprint import Question
from ventanilla.core.kit.text import pick
from ventanilla.records.intake.answer_type import starting_value
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.crossing import judge
from ventanilla.records.intake.engine import read_form
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import ANSWERS, Items, elements_of, in_order, questions_of
from ventanilla.records.intake.showing import Lookup, Shown, look_up
from ventanilla.records.intake.types import type_of
from ventanilla.records.intake.types.location import slug_of


def check(items: Items, raw: Mapping[str, Any], context: Context) -> Checked:
    """Read the answers to sections or questions from JSON or from what an HTML form gave.

    A text is read as typed by a person in the active language ("1.234,5"); JSON numbers are exact. Errors
    are in that language too. Never raises for what `raw` holds.
    """
    items = list(items)
    scope = Scope(context)
    checked = read_form(elements_of(items), raw, scope)
    judge(items, checked, scope)
    return checked


def answer_facts(items: Items, answers: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers as typed facts: Decimal, date, …; the columns of chosen list rows below them."""
    facts: dict[str, Any] = {}
    for question in questions_of(items):
        if answers.get(question.id) is not None:
            chosen = _rows_of(question, rows)
            kind = type_of(question)
            facts.update(kind.facts(question, answers[question.id], chosen, f"{ANSWERS}.{question.id}"))
    return facts


def from_values(items: Items, values: Mapping[str, Any]) -> dict[str, Any]:
    """Raw answers from computed values by question: numbers stay exact, in whatever language they are read then. What
    the form doesn't ask stays as it is, so that reading it says so."""
    asked = {question.id: question for question in questions_of(items)}
    return {
        name: type_of(asked[name]).from_value(asked[name], value) if name in asked else value
        for name, value in values.items()
    }


def outward(items: Items, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The stored answers without what may not leave the portal."""
    asked = {question.id: question for question in questions_of(items)}
    found = {
        name: type_of(asked[name]).outward(asked[name], answer) if name in asked else answer
        for name, answer in answers.items()
    }
    return {name: answer for name, answer in found.items() if answer is not None}


def defaults(items: Items, context: Context) -> dict[str, Any]:
    """What the form starts with, as raw answers; what can't be computed is left out."""
    scope = Scope(context)
    raw: dict[str, Any] = {}
    for element in in_order(elements_of(items)):
        if isinstance(element, Question):
            _start(element, scope, raw)
    return raw


def _start(question: Question, scope: Scope, raw: dict[str, Any]) -> None:
    value = starting_value(question, scope)
    if value is None:
        return
    checked = read_form([question.model_copy(update={"visible_if": None})], {question.id: value}, scope)
    if question.id in checked.answers:
        raw[question.id] = checked.answers[question.id]


def json_schema(items: Items, context: Context, language: str) -> dict[str, Any]:
    """The form as JSON Schema 2020-12. Conditions are not in it: see `rules`."""
    scope = Scope(context)
    questions = questions_of(items)
    with translation.override(language):
        starts = defaults(items, context)
        properties = {question.id: _described(question, scope, starts) for question in questions}
    always = [
        question.id
        for question in questions
        if (question.required or type_of(question).minimum(question, scope)) and question.visible_if is None
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": [name for name in always if name not in starts],
        "additionalProperties": False,
    }


def _described(question: Question, scope: Scope, starts: Mapping[str, Any]) -> dict[str, Any]:
    described = {"title": pick(question.label), **type_of(question).schema(question, scope)}
    if question.hint:
        described["description"] = pick(question.hint)
    if question.id in starts:
        described["default"] = starts[question.id]
    return described


def display(
    items: Items, answers: Mapping[str, Any], rows: Mapping[str, Any], language: str | None = None
) -> list[Shown]:
    """The answers to read, in the order of the form; at most one query each for people, places and files."""
    questions = [question for question in questions_of(items) if answers.get(question.id) is not None]
    lookup = _look_up(questions, answers)
    with translation.override(language or translation.get_language()):
        return [
            _shown(question, answers[question.id], _rows_of(question, rows), lookup) for question in questions
        ]


def _shown(question: Question, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> Shown:
    kind = type_of(question)
    return Shown(
        question.id,
        pick(question.label),
        kind.text(question, answer, rows, lookup),
        question.type,
        kind.shown_files(question, answer, lookup),
        kind.shown_rows(question, answer, rows, lookup),
    )


def _look_up(questions: list[Question], answers: Mapping[str, Any]) -> Lookup:
    found: dict[str, list[str]] = {"person": [], "location": [], "file": []}
    for question in questions:
        for kind, value in _references(question, answers[question.id]):
            found[kind].append(value)
    return look_up(found["person"], map(slug_of, found["location"]), found["file"])


def _references(question: Question, answer: Any) -> Iterator[tuple[str, str]]:
    kind = type_of(question).refers(question)
    if kind:
        yield from ((kind, str(value)) for value in (answer if isinstance(answer, list) else [answer]))
    for inner in question.inner():
        if isinstance(inner, Question):
            for row in answer:
                if row.get(inner.id) is not None:
                    yield from _references(inner, row[inner.id])


def _rows_of(question: Question, rows: Mapping[str, Any]) -> dict[str, Any]:
    """The chosen list rows of one question: its own under "", those inside its rows by place."""
    start = f"{question.id}."
    below = {name.removeprefix(start): columns for name, columns in rows.items() if name.startswith(start)}
    return {"": rows[question.id], **below} if question.id in rows else below
