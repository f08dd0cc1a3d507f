"""An e-mail address."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import EmailAddress
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text


class EmailWidget(Widget[EmailAddress]):
    type: ClassVar[str] = "email"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: EmailAddress, raw: Any, filling: Filling) -> dict[str, Any]:
        return {"value": as_text(raw), "input_type": "email", "inputmode": "email", "autocomplete": "email"}
