"""The public columns of the lists that a form's questions choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint import Question
from ventanilla.core.blueprint.questions import Choice, ListOptions
from ventanilla.core.rules import FactType, facts_in
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.options import offered
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import ANSWERS, ROW, Items, elements_of, needs_of, questions_of

Listed = Mapping[str, Mapping[str, FactType]]


def listed(items: Items, context: Context | None) -> dict[str, FactType]:
    """The facts about chosen list rows that a rule of the form reads and that everybody may know, with their types.

    Those of a list whose rows change with the answers are not among them: the browser doesn't have all of its rows.
    """
    if context is None:
        return {}
    items = list(items)
    used = set().union(*map(needs_of, elements_of(items)), *_in_checks(items))
    return {
        f"{fact}.{column}": kind
        for _path, fact, question in _choosing(items)
        if any(path.startswith(f"{fact}.") for path in used)
        for column, kind in context.public_columns(question.options.list).items()  # type: ignore[union-attr]
        if f"{fact}.{column}" in used
    }


def columns_of_options(
    items: Items, context: Context, facts: Mapping[str, Any]
) -> dict[str, dict[str, dict[str, Any]]]:
    """What stands in the columns `facts` of the rows that are offered: {question: {row: {column: value}}}; a question
    of a repeating group is "group.question"."""
    found = {}
    for path, fact, question in _choosing(items):
        columns = [name.removeprefix(f"{fact}.") for name in facts if name.startswith(f"{fact}.")]
        if columns:
            rows = offered(question, Scope(context))
            found[path] = {row.value: {name: (row.row or {}).get(name) for name in columns} for row in rows}
    return found


def _choosing(items: Items) -> Iterator[tuple[str, str, Choice]]:
    """Each question that chooses from the same rows of a list whatever is answered: its path, its fact, itself."""
    for question in questions_of(items):
        if _is_steady(question, f"{ANSWERS}."):
            yield question.id, f"{ANSWERS}.{question.id}", question  # type: ignore[misc]
        for inner in question.inner():
            if isinstance(inner, Question) and _is_steady(inner, ""):
                yield f"{question.id}.{inner.id}", f"{ROW}.{inner.id}", inner  # type: ignore[misc]


def _is_steady(question: Question, start: str) -> bool:
    options = question.options if isinstance(question, Choice) else None
    if not isinstance(options, ListOptions):
        return False
    return options.where is None or not any(path.startswith(start) for path in facts_in(options.where))


def _in_checks(items: Items) -> Iterator[set[str]]:
    for item in items:
        for check in getattr(item, "checks", ()):
            yield facts_in(check.rule)
