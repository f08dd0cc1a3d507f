"""Several lines of text, with what room is left when it is limited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import LongText
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text


class LongTextWidget(Widget[LongText]):
    type: ClassVar[str] = "long_text"
    template: ClassVar[str] = "ui/forms/long_text.html"

    def details(self, question: LongText, raw: Any, filling: Filling) -> dict[str, Any]:
        most = question.max_length
        return {
            "value": as_text(raw),
            "most": most,
            "room": _("Up to %(count)s characters.") % {"count": most} if most else "",
        }
