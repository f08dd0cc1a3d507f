"""A calendar day, chosen with the browser's own date field."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Date
from ventanilla.core.rules.kinds import as_date
from ventanilla.records.intake.types.date import DateType
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

DATES = DateType()


class DateWidget(Widget[Date]):
    type: ClassVar[str] = "date"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Date, raw: Any, filling: Filling) -> dict[str, Any]:
        """A date field can't show what is no date: then it is a text field, and nothing typed is lost."""
        typed = as_text(raw)
        first, last = DATES.limits(question, filling.scope)
        return {
            "value": typed,
            "width": "medium",
            "input_type": "text" if typed and as_date(typed) is None else "date",
            "min": first.isoformat() if first else "",
            "max": last.isoformat() if last else "",
        }
