"""A colleague: a text field that offers names as one types, with or without JavaScript."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import PersonChoice
from ventanilla.core.people.queries import colleagues
from ventanilla.records.intake.types.person import NUMBER, written
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text


class PersonWidget(Widget[PersonChoice]):
    type: ClassVar[str] = "person"
    template: ClassVar[str] = "ui/forms/person.html"

    def details(self, question: PersonChoice, raw: Any, filling: Filling) -> dict[str, Any]:
        return {
            "value": self._typed(as_text(raw), filling),
            "offers": [written(person) for person in filling.offers.people],
        }

    def _typed(self, text: str, filling: Filling) -> str:
        """An id (from a default, or from the API) as the name that it stands for."""
        if not NUMBER.fullmatch(text):
            return text
        found = colleagues(filling.context.person).filter(pk=int(text)).first()
        return written(found) if found else text
