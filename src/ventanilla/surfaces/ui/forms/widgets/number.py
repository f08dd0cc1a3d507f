"""A number: a text field with the right keyboard, because number fields lose what they don't understand."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Number
from ventanilla.core.rules.numbers import as_number
from ventanilla.records.intake.showing import number_text
from ventanilla.surfaces.ui.forms.fields import Said
from ventanilla.surfaces.ui.forms.limiting import limit_of
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text


class NumberWidget(Widget[Number]):
    type: ClassVar[str] = "number"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Number, raw: Any, filling: Filling) -> dict[str, Any]:
        return {
            "value": typed_number(raw),
            "width": "short",
            "inputmode": "decimal" if question.decimals else "numeric",
            "suffix": Said.of(question.unit, filling.language),
            "limit": limit_of(question, filling),
        }


def typed_number(raw: Any) -> str:
    """A JSON number as the active language types it; a text as it was typed."""
    number = None if isinstance(raw, str) else as_number(raw)
    return as_text(raw) if number is None else number_text(number)
