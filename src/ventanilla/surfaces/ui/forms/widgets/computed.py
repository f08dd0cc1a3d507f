"""What nobody types: a calculated value to read, and a hidden one."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Calculated, Hidden
from ventanilla.core.rules import as_json
from ventanilla.records.intake.showing import look_up
from ventanilla.records.intake.types.computed import CalculatedType
from ventanilla.records.intake.types.location import slug_of
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

CALCULATED = CalculatedType()
NOTHING_YET = "—"


class CalculatedWidget(Widget[Calculated]):
    type: ClassVar[str] = "calculated"
    template: ClassVar[str] = "ui/forms/calculated.html"

    def take(self, question: Calculated, posted: Posted, name: str, path: str) -> Any:
        return None

    def was_sent(self, question: Calculated, posted: Posted, name: str) -> bool:
        return False

    def details(self, question: Calculated, raw: Any, filling: Filling) -> dict[str, Any]:
        return {"value": in_words(question, filling), "holds": question.holds}


class HiddenWidget(Widget[Hidden]):
    type: ClassVar[str] = "hidden"
    template: ClassVar[str] = "ui/forms/hidden.html"

    def details(self, question: Hidden, raw: Any, filling: Filling) -> dict[str, Any]:
        fact = filling.scope.facts.get(f"{filling.scope.prefix}.{question.id}")
        return {
            "value": as_text(as_json(raw)) if question.from_address else "",
            "sent": question.from_address,
            "fact": as_json(fact),
        }


def in_words(question: Calculated, filling: Filling) -> str:
    """What it comes to now, or a dash."""
    scope = filling.scope
    raw = CALCULATED.raw(question, {}, scope)
    answer = CALCULATED.read(question, raw, scope).answer if raw is not None else None
    if answer is None:
        return NOTHING_YET
    kind = CALCULATED.refers(question)
    lookup = look_up(
        [str(answer)] if kind == "person" else (), [slug_of(str(answer))] if kind == "location" else (), ()
    )
    return CALCULATED.text(question, answer, {}, lookup)
