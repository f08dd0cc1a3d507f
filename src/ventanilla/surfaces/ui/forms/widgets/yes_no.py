"""Yes or no: two radio buttons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import YesNo
from ventanilla.records.intake.types.yes_no import NO, YES
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget


class YesNoWidget(Widget[YesNo]):
    type: ClassVar[str] = "yes_no"
    template: ClassVar[str] = "ui/forms/radios.html"
    grouped: ClassVar[bool] = True

    def details(self, question: YesNo, raw: Any, filling: Filling) -> dict[str, Any]:
        word = ("yes" if raw else "no") if isinstance(raw, bool) else str(raw).lower()
        base = field_id(filling.path(question), filling.prefix)
        return {
            "inline": True,
            "options": [
                Choosable(base, "yes", Said(_("Yes")), checked=word in YES),
                Choosable(f"{base}-2", "no", Said(_("No")), checked=word in NO),
            ],
        }
