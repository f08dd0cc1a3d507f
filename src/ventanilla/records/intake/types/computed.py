"""What nobody types: calculated values, and values that come along hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import (
    Calculated,
    Date,
    Hidden,
    Instant,
    LocationChoice,
    Money,
    Number,
    PersonChoice,
    Question,
    ShortText,
    Time,
    YesNo,
)
from ventanilla.core.rules.kinds import as_money
from ventanilla.records.intake.answer_type import AnswerType, is_blank, starting_value, type_of
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup

Asked = TypeVar("Asked", Calculated, Hidden)
DECIMALS = 12
HELD: dict[str, type[Question]] = {
    "text": ShortText,
    "number": Number,
    "money": Money,
    "date": Date,
    "time": Time,
    "instant": Instant,
    "yes_no": YesNo,
    "person": PersonChoice,
    "location": LocationChoice,
}


class ComputedType(AnswerType[Asked]):
    """An answer of the type that the question holds."""

    def read(self, question: Asked, raw: Any, scope: Scope) -> Read:
        """A value of the wrong type counts as none: nobody on the page could put it right."""
        stand_in = held(question, raw)
        try:
            return type_of(stand_in).read(stand_in, raw, scope)
        except Wrong:
            return Read(None)

    def fact(self, question: Asked, answer: Any) -> Any:
        stand_in = held(question, answer)
        return type_of(stand_in).fact(stand_in, answer)

    def from_value(self, question: Asked, value: Any) -> Any:
        stand_in = held(question, value)
        return type_of(stand_in).from_value(stand_in, value)

    def refers(self, question: Asked) -> str:
        stand_in = held(question, None)
        return type_of(stand_in).refers(stand_in)

    def text(self, question: Asked, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        stand_in = held(question, answer)
        return type_of(stand_in).text(stand_in, answer, rows, lookup)


class CalculatedType(ComputedType[Calculated]):
    """What comes out of the question's value; whatever is sent is ignored."""

    type: ClassVar[str] = "calculated"

    def raw(self, question: Calculated, given: Mapping[Any, Any], scope: Scope) -> Any:
        value = scope.value(tree_of(question))
        return None if value is None else self.from_value(question, value)

    def schema(self, question: Calculated, scope: Scope) -> dict[str, Any]:
        return {"readOnly": True, "description": _("Worked out by the portal; what is sent here is ignored.")}


class HiddenType(ComputedType[Hidden]):
    """The default, or what came with the address when it is of the right type and one of the values."""

    type: ClassVar[str] = "hidden"

    def raw(self, question: Hidden, given: Mapping[Any, Any], scope: Scope) -> Any:
        sent = given.get(question.id) if question.from_address else None
        if not is_blank(sent) and self._fits(question, sent, scope):
            return sent
        return starting_value(question, scope)

    def schema(self, question: Hidden, scope: Scope) -> dict[str, Any]:
        if not question.from_address:
            return {
                "readOnly": True,
                "description": _("Worked out by the portal; what is sent here is ignored."),
            }
        if question.values:
            return {"enum": list(question.values)}
        stand_in = held(question, None)
        return type_of(stand_in).schema(stand_in, scope)

    def _fits(self, question: Hidden, sent: Any, scope: Scope) -> bool:
        if question.values and sent not in question.values:
            return False
        return self.read(question, sent, scope).answer is not None


def held(question: Calculated | Hidden, value: Any) -> Question:
    """A question of the type that this one holds; money in the currency that it comes in."""
    fields: dict[str, Any] = {"id": question.id, "label": question.label}
    if question.holds == "number":
        fields["decimals"] = DECIMALS
    money = as_money(value) if question.holds == "money" else None
    if money:
        fields["currency"] = money[1]
    return HELD[question.holds].model_construct(**fields)


def tree_of(question: Calculated) -> Any:
    """The value to work out: money comes to whole cents."""
    return {"round": question.value, "places": 2} if question.holds == "money" else question.value
