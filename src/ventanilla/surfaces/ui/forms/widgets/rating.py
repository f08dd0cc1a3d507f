"""A mark: one radio button for each."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Rating
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget


class RatingWidget(Widget[Rating]):
    type: ClassVar[str] = "rating"
    template: ClassVar[str] = "ui/forms/rating.html"
    grouped: ClassVar[bool] = True

    def details(self, question: Rating, raw: Any, filling: Filling) -> dict[str, Any]:
        base = field_id(filling.path(question), filling.prefix)
        marks = range(1, question.most + 1)
        return {
            "options": [
                Choosable(
                    base if mark == 1 else f"{base}-{mark}",
                    str(mark),
                    Said(str(mark)),
                    checked=str(raw) == str(mark),
                )
                for mark in marks
            ],
            "low": Said.of(question.low, filling.language),
            "high": Said.of(question.high, filling.language),
        }
