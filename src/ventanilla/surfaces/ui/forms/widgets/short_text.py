"""One line of text."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import ShortText
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

NARROW = 20  # signs that fit into a narrow field


class ShortTextWidget(Widget[ShortText]):
    type: ClassVar[str] = "short_text"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: ShortText, raw: Any, filling: Filling) -> dict[str, Any]:
        narrow = question.max_length is not None and question.max_length <= NARROW
        return {"value": as_text(raw), "width": "medium" if narrow else ""}
