"""One choice: radio buttons while they can be taken in at a glance, else a list to open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions, RowOptions
from ventanilla.core.rules import facts_in
from ventanilla.records.intake.options import Offered, offered
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

AT_A_GLANCE = 7


class ChoiceWidget(Widget[Choice]):
    type: ClassVar[str] = "choice"

    def details(self, question: Choice, raw: Any, filling: Filling) -> dict[str, Any]:
        options = choosables(question, {as_text(raw)}, filling)
        return {"options": options, "open": len(options) <= AT_A_GLANCE and not changes(question)}

    def is_grouped(self, question: Choice, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: Choice, details: Mapping[str, Any]) -> str:
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


def changes(question: Choice | Choices) -> bool:
    """Whether the answers decide which rows of a list are offered."""
    options = question.options
    if isinstance(options, RowOptions):
        return options.rows.startswith("answers.")
    if not isinstance(options, ListOptions) or options.where is None:
        return False
    return any(path.startswith("answers.") for path in facts_in(options.where))


def choosables(question: Choice | Choices, chosen: Iterable[str], filling: Filling) -> list[Choosable]:
    """The options to draw. Those of the form that aren't offered now are there too, hidden."""
    now = offered(question, filling.scope)
    if not isinstance(question.options, tuple):
        every = now
    else:
        every = [Offered(option.value, option.label, option.hint or {}) for option in question.options]
    values, picked = {option.value for option in now}, set(chosen)
    base = field_id(filling.path(question), filling.prefix)
    return [
        Choosable(
            id=base if index == 0 else f"{base}-{index + 1}",
            value=option.value,
            label=Said.of(option.label, filling.language),
            hint=Said.of(option.hint, filling.language),
            checked=option.value in picked,
            offered=option.value in values,
        )
        for index, option in enumerate(every)
    ]
