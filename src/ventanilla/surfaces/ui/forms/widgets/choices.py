"""Several choices: a box for each."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Choices
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget
from ventanilla.surfaces.ui.forms.widgets.choice import choosables


class ChoicesWidget(Widget[Choices]):
    type: ClassVar[str] = "choices"
    template: ClassVar[str] = "ui/forms/boxes.html"
    grouped: ClassVar[bool] = True

    def take(self, question: Choices, posted: Posted, name: str, path: str) -> Any:
        return posted.texts(name)

    def details(self, question: Choices, raw: Any, filling: Filling) -> dict[str, Any]:
        chosen = raw if isinstance(raw, list) else [raw]
        picked = [value for value in chosen if isinstance(value, str)]
        return {"options": choosables(question, picked, filling)}
