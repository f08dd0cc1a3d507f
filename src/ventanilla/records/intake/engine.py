"""Reading a form: which questions are asked, which answers count, what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Element, Question
from ventanilla.core.blueprint.questions import Calculated, Hidden
from ventanilla.records.intake.answer_type import is_blank, type_of
from ventanilla.records.intake.reading import Checked, Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import in_order

LONGEST_KEY = 80


def read_form(elements: Sequence[Element], raw: Any, scope: Scope) -> Checked:
    """Read the answers to `elements` from raw JSON, or from what an HTML form gave.

    Hidden answers are dropped, unknown keys are errors, a key that isn't there takes the question's default.
    Never raises for what `raw` holds.
    """
    checked = Checked(facts=scope.facts)
    given: Mapping[Any, Any] = raw if isinstance(raw, Mapping) else {}
    for element in in_order(elements, scope.prefix):
        if element.visible_if is not None and not scope.holds(element.visible_if):
            continue
        checked.visible.add(element.id)
        if isinstance(element, Question):
            _read_question(element, given, scope, checked)
            if not _is_sure(element, scope, checked):
                scope.unsure.add(f"{scope.prefix}.{element.id}")
    checked.unsure = set(scope.unsure)
    _refuse_unknown(given, elements, checked)
    _put_in_order(checked, elements)
    return checked


def _read_question(question: Question, given: Mapping[Any, Any], scope: Scope, checked: Checked) -> None:
    kind = type_of(question)
    raw = kind.raw(question, given, scope)
    needed = is_required(question, scope)
    if needed:
        checked.required.add(question.id)
    try:
        read = Read(None) if is_blank(raw) else kind.read(question, raw, scope)
    except Wrong as wrong:
        read = Read(None, messages=wrong.messages)
    messages = list(read.messages)
    if needed and read.answer is None and not messages and not (read.below and read.below.errors):
        messages.append(kind.lacking(question, scope))
    if messages:
        checked.errors[question.id] = messages
    _take(question, read, checked)
    if question.id not in checked.errors and read.answer is not None:
        checked.answers[question.id] = read.answer
        scope.facts.update(kind.facts(question, read.answer, read.rows, f"{scope.prefix}.{question.id}"))


def _is_sure(question: Question, scope: Scope, checked: Checked) -> bool:
    """Not while something is wrong with it, or in one of its lines, or with what it is worked out from."""
    wrong = any(name == question.id or name.startswith(f"{question.id}.") for name in checked.errors)
    if wrong or not isinstance(question, Calculated | Hidden):
        return not wrong
    return scope.is_sure(question.value if isinstance(question, Calculated) else question.default)


def is_required(question: Question, scope: Scope) -> bool:
    """Whether the question has to be answered now: always, by its rule, or because it asks for a minimum."""
    if question.required or type_of(question).minimum(question, scope) > 0:
        return True
    return question.required_if is not None and scope.holds(question.required_if)


def _take(question: Question, read: Read, checked: Checked) -> None:
    """Put what came with an answer in its place."""
    for place, columns in read.rows.items():
        checked.rows[f"{question.id}.{place}" if place else question.id] = columns
    if read.files:
        checked.files[question.id] = read.files
    below = read.below
    if below is None:
        return
    checked.errors |= {f"{question.id}.{place}": messages for place, messages in below.errors.items()}
    checked.visible |= {f"{question.id}.{place}" for place in below.visible}
    checked.required |= {f"{question.id}.{place}" for place in below.required}
    checked.files |= {f"{question.id}.{place}": files for place, files in below.files.items()}
    checked.broken += [f"{question.id}.{place}" for place in below.broken]
    checked.row_facts |= {f"{question.id}.{place}": facts for place, facts in below.row_facts.items()}


def _refuse_unknown(given: Mapping[Any, Any], elements: Sequence[Element], checked: Checked) -> None:
    known = {element.id for element in elements if isinstance(element, Question)}
    for key in given:
        if key not in known:
            name = str(key)[:LONGEST_KEY].encode(errors="replace").decode()
            checked.errors[name] = [_("This form has no question called “%(name)s”.") % {"name": name}]


def _put_in_order(checked: Checked, elements: Sequence[Element]) -> None:
    """Answers and errors in the order in which the questions are shown; what is unknown comes last."""
    place = {element.id: index for index, element in enumerate(elements)}
    last = len(place)

    def position(name: str) -> int:
        return place.get(name.split(".")[0], last)

    checked.answers = {name: checked.answers[name] for name in sorted(checked.answers, key=position)}
    checked.errors = {name: checked.errors[name] for name in sorted(checked.errors, key=position)}
