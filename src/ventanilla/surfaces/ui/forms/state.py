"""What a page asks the server while somebody types: the conditions that only the server may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint.questions import Choice, Choices
from ventanilla.core.kit.text import pick
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.options import offered
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.surfaces.ui.forms.widgets.choice import changes


def state(items: Items, raw: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What is asked now: {"visible": [paths], "required": [paths], "options": {question: [[value, words]]},
    "offered": {question: [values]}}.

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
        "options": {
            question.id: [[option.value, pick(option.label)] for option in offered(question, scope)]
            for question in choosing
            if changes(question)
        },
        "offered": {
            question.id: [option.value for option in offered(question, scope)]
            for question in choosing
            if isinstance(question.options, tuple)
        },
    }
