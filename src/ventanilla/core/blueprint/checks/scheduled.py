"""What a schedule answers, against the form that it fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint.checks.references import rows_of, tree_problems
from ventanilla.core.blueprint.declared import Known, Scope, entry_scope, row_scope
from ventanilla.core.blueprint.filling import is_lines, is_stretch
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import Calculated, DateRange, Hidden, Question, Rows
from ventanilla.core.blueprint.schedules import Schedule
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import FactType
from ventanilla.core.rules.check import Checker
from ventanilla.core.rules.facttype import LABELS, SINGLE
from ventanilla.core.rules.wording import TYPES

BY_HAND = frozenset({"file", "secret", "consent"})
"""What only a person can give."""
TAKES: Mapping[FactType, frozenset[FactType]] = {
    FactType.TEXT: SINGLE,
    FactType.NUMBER: frozenset({FactType.NUMBER}),
    FactType.MONEY: frozenset({FactType.MONEY, FactType.NUMBER}),
    FactType.DATE: frozenset({FactType.DATE}),
    FactType.TIME: frozenset({FactType.TIME}),
    FactType.INSTANT: frozenset({FactType.INSTANT}),
    FactType.BOOLEAN: frozenset({FactType.BOOLEAN}),
    FactType.CHOICE: LABELS,
    FactType.PERSON: LABELS,
    FactType.LOCATION: LABELS,
    FactType.CHOICES: LABELS | {FactType.CHOICES},
    FactType.ROWS: frozenset({FactType.ROWS}),
    FactType.ROW: frozenset({FactType.ROW}),
}
"""What a value that is worked out may come to, by what the question takes."""


def check_scheduled(package: Package, known: Known) -> Iterator[Problem]:
    """Each answer is to a question that somebody could answer, in its shape and of its kind; none that always has to be
    given is missing."""
    asked = {question.id: question for question in questions(package.form)}
    for index, planned in enumerate(package.schedules):
        path: SubPath = ("schedules", index)
        yield from _lacking((*path, "answers"), planned, asked)
        scope = entry_scope(known)
        if planned.list:
            scope = row_scope(scope, rows_of(planned.list, known))
        for name, answer in planned.answers.items():
            yield from _answer((*path, "answers", name), name, answer, asked, scope)


def _lacking(path: SubPath, planned: Schedule, asked: Mapping[str, Question]) -> Iterator[Problem]:
    for name, question in asked.items():
        always = question.required and question.visible_if is None and question.default is None
        if always and name not in planned.answers:
            code = "schedule_by_hand" if question.type in BY_HAND else "schedule_lacks"
            yield Problem(path, code, {"id": name})


def _answer(
    path: SubPath, name: str, answer: Any, asked: Mapping[str, Question], scope: Scope
) -> Iterator[Problem]:
    question = asked.get(name)
    if question is None:
        yield from tree_problems(path, answer, scope)
        yield Problem(path, "no_such_question", {"id": name})
    elif question.type in BY_HAND:
        yield Problem(path, "schedule_by_hand", {"id": name})
    elif isinstance(question, Calculated) or (isinstance(question, Hidden) and not question.from_address):
        yield Problem(path, "schedule_by_itself", {"id": name})
    elif is_lines(answer):
        yield from _lines(path, question, answer, scope)
    elif is_stretch(answer):
        yield from _stretch(path, question, answer, scope)
    else:
        yield from _value(path, question, answer, scope)


def _lines(path: SubPath, question: Question, lines: Any, scope: Scope) -> Iterator[Problem]:
    if not isinstance(question, Rows):
        yield Problem(path, "schedule_no_lines", {"id": question.id})
        return
    inner = {item.id: item for item in question.inner() if isinstance(item, Question)}
    for index, line in enumerate(lines):
        for name, cell in line.items():
            yield from _answer((*path, index, name), name, cell, inner, scope)
        for name, item in inner.items():
            always = item.required and item.visible_if is None and item.default is None
            if always and name not in line:
                yield Problem((*path, index), "schedule_lacks", {"id": name})


def _stretch(path: SubPath, question: Question, ends: Any, scope: Scope) -> Iterator[Problem]:
    if not isinstance(question, DateRange):
        yield Problem(path, "schedule_no_stretch", {"id": question.id})
        return
    for name, value in ends.items():
        yield from tree_problems((*path, name), value, scope)
        yield from _kind((*path, name), FactType.DATE, value, scope)


def _value(path: SubPath, question: Question, tree: Any, scope: Scope) -> Iterator[Problem]:
    yield from tree_problems(path, tree, scope)
    if isinstance(tree, list):
        yield from _several(path, question, tree, scope)
    elif isinstance(question, Rows | DateRange) and not isinstance(tree, dict):
        code = "schedule_lines" if isinstance(question, Rows) else "schedule_ends"
        yield Problem(path, code, {"id": question.id})
    else:
        yield from _kind(path, question.kind, tree, scope)


def _several(path: SubPath, question: Question, trees: list[Any], scope: Scope) -> Iterator[Problem]:
    if question.kind is FactType.CHOICES:
        for index, tree in enumerate(trees):
            yield from _kind((*path, index), FactType.CHOICE, tree, scope)
    elif not isinstance(question, Rows):
        yield Problem(path, "schedule_one", {"id": question.id})
    elif trees:
        yield Problem(path, "schedule_lines", {"id": question.id})


def _kind(path: SubPath, wanted: FactType, tree: Any, scope: Scope) -> Iterator[Problem]:
    """What is written out is judged where it is read; here, what a fact or a function comes to."""
    given = Checker(scope.facts).type_of(tree) if isinstance(tree, dict) else None
    if given is not None and given not in TAKES.get(wanted, frozenset({given})):
        names = {f"given_{code}": TYPES[code][given.value] for code in ("en", "es")}
        names |= {f"wanted_{code}": TYPES[code][wanted.value] for code in ("en", "es")}
        yield Problem(path, "schedule_kind", names)
