"""A secret: it is sealed before anything else happens to it, and never goes back to a page as it was typed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Secret
from ventanilla.records.intake.secrets import is_sealed, sealed
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget

KEPT = "kept"


class SecretWidget(Widget[Secret]):
    type: ClassVar[str] = "secret"
    template: ClassVar[str] = "ui/forms/secret.html"

    def take(self, question: Secret, posted: Posted, name: str, path: str) -> Any:
        """What was typed, sealed; else what had been sealed before."""
        typed = posted.text(name)
        if not typed.strip():
            return posted.text(f"{name}.{KEPT}")
        return sealed(typed, question.id, posted.actor.pk) if posted.actor else typed

    def details(self, question: Secret, raw: Any, filling: Filling) -> dict[str, Any]:
        kept = raw if is_sealed(raw) else ""
        return {
            "kept": kept,
            "kept_name": f"{filling.path(question)}.{KEPT}",
            "limits": _("It is kept sealed. Write another one to replace it.") if kept else "",
            "most": question.max_length,
        }
