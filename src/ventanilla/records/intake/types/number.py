"""A number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Number
from ventanilla.core.kit.text import pick
from ventanilla.core.rules.numbers import as_number
from ventanilla.records.intake.answer_type import AnswerType
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
        messages = list(self._doubts(question, number))
        if messages:
            raise Wrong(*messages)
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
        if question.min is not None:
            described["minimum"] = plain_number(question.min)
        if question.max is not None:
            described["maximum"] = plain_number(question.max)
        return described

    def _doubts(self, question: Number, number: Decimal) -> Iterator[str]:
        if places_of(number) > question.decimals:
            yield self._too_fine(question.decimals)
        if question.min is not None and number < question.min:
            yield _("Write %(limit)s or more.") % {"limit": number_text(question.min)}
        if question.max is not None and number > question.max:
            yield _("Write %(limit)s or less.") % {"limit": number_text(question.max)}

    def _too_fine(self, decimals: int) -> str:
        if not decimals:
            return _("Write a whole number, without decimals.")
        text = ngettext(
            "Write the number with %(count)s decimal at most.",
            "Write the number with %(count)s decimals at most.",
            decimals,
        )
        return text % {"count": decimals}
