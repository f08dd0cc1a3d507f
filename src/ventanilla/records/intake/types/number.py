"""A number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Number
from ventanilla.core.kit.text import pick
from ventanilla.core.rules.numbers import as_number
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.limits import follows_answers, range_of, require_within
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, number_text
from ventanilla.records.intake.typed_numbers import places_of, plain_number, read_number


class NumberType(AnswerType[Number]):
    type: ClassVar[str] = "number"

    def read(self, question: Number, raw: Any, scope: Scope) -> Read:
        number = read_number(raw, *(question.unit or {}).values())
        if number is None:
            text = _("Write a number in figures, for example %(example)s.")
            raise Wrong(
                text % {"example": number_text(Decimal("12.5") if question.decimals else Decimal(12))}
            )
        if places_of(number) > question.decimals:
            raise Wrong(self._too_fine(question.decimals))
        require_within(question, number, scope)
        return Read(plain_number(number))

    def missing(self, question: Number) -> str:
        return _("Write a number.")

    def fact(self, question: Number, answer: Any) -> Any:
        return as_number(answer)

    def from_value(self, question: Number, value: Any) -> Any:
        number = as_number(value)
        return None if number is None else plain_number(number)

    def text(self, question: Number, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        number = as_number(answer)
        words = str(answer) if number is None else number_text(number)
        return f"{words} {pick(question.unit)}".strip()

    def schema(self, question: Number, scope: Scope) -> dict[str, Any]:
        described: dict[str, Any] = {"type": "number" if question.decimals else "integer"}
        now = range_of(question, scope)
        if now.low is not None and not follows_answers(question.min):
            described["minimum"] = plain_number(now.low)
        if now.high is not None and not follows_answers(question.max):
            described["maximum"] = plain_number(now.high)
        return described

    def _too_fine(self, decimals: int) -> str:
        if not decimals:
            return _("Write a whole number, without decimals.")
        text = ngettext(
            "Write the number with %(count)s decimal at most.",
            "Write the number with %(count)s decimals at most.",
            decimals,
        )
        return text % {"count": decimals}
