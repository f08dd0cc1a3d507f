"""Consent: the text, and a box under it. It is never ticked beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Consent
from ventanilla.records.intake.types.yes_no import YES
from ventanilla.surfaces.ui.forms.fields import Said
from ventanilla.surfaces.ui.forms.widget import Filling, Widget


class ConsentWidget(Widget[Consent]):
    type: ClassVar[str] = "consent"
    template: ClassVar[str] = "ui/forms/consent.html"

    def details(self, question: Consent, raw: Any, filling: Filling) -> dict[str, Any]:
        given = raw.get("text") == question.text if isinstance(raw, Mapping) else str(raw).lower() in YES
        return {"text": Said.of(question.text, filling.language), "checked": given}
