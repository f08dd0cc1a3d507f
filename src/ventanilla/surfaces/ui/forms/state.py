"""What a page asks the server while somebody types: the conditions that only the server may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint.questions import Calculated, Choice, Choices
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import as_json
from ventanilla.records.intake.answer_type import starting_value
from ventanilla.records.intake.conditions import follows
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.options import Offered, offered
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import Items, elements_of, questions_of
from ventanilla.surfaces.ui.forms.limiting import limits_now
from ventanilla.surfaces.ui.forms.widget import Filling, Offers, as_text, widget_of
from ventanilla.surfaces.ui.forms.widgets.choice import changes
from ventanilla.surfaces.ui.forms.widgets.computed import in_words


def state(items: Items, raw: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What is asked now: {"visible": [paths], "required": [paths], "options": {question: [[value, words]]},
    "offered": {question: [values]}, "calculated": {question: words},
    "starts": {question: {"type", "value", "words"}}, "broken": [places of checks that don't hold],
    "limits": {path: {"words", "low", "high"} or {"most", "words"?}}}.

    `options` are the rows of lists that depend on the answers, `offered` the options of the form that are
    open now.
    """
    items = list(items)
    checked = check(items, raw, context)
    scope = Scope(context, dict(checked.facts))
    choosing = [each for each in questions_of(items) if isinstance(each, Choice | Choices)]
    return {
        "visible": sorted(checked.visible),
        "required": sorted(checked.required),
        "broken": checked.broken,
        "options": {
            question.id: [_told(question, option) for option in offered(question, scope)]
            for question in choosing
            if changes(question)
        },
        "offered": {
            question.id: [option.value for option in offered(question, scope)]
            for question in choosing
            if isinstance(question.options, tuple)
        },
        **_values(items, raw, context, checked),
    }


def _told(question: Choice | Choices, option: Offered) -> list[str]:
    told = [option.value, pick(option.label)]
    return [*told, option.parent] if getattr(question.options, "parent", None) else told


def _values(items: Items, raw: Mapping[str, Any], context: Context, checked: Checked) -> dict[str, Any]:
    """`calculated`: what those values come to, in words; `starts`: the defaults that follow other answers."""
    filling = Filling(context, checked, Offers(context))
    asked = [question for question in questions_of(items) if question.id in checked.visible]
    starts = {}
    for question in asked:
        if follows(question):
            value = starting_value(question, filling.scope)
            words = widget_of(question).details(question, value, filling).get("value")
            text = as_text(value) if words is None else words
            starts[question.id] = {"type": question.type, "value": as_json(value), "words": text}
    return {
        "calculated": {each.id: in_words(each, filling) for each in asked if isinstance(each, Calculated)},
        "starts": starts,
        "limits": dict(limits_now(elements_of(items), raw, filling)),
    }
