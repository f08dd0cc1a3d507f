"""An amount of money."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from babel.numbers import get_currency_symbol
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Money
from ventanilla.core.rules.kinds import as_money
from ventanilla.core.rules.numbers import as_number, number_text
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.limits import require_within
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, locale, money_text
from ventanilla.records.intake.typed_numbers import places_of, plain_number, read_number

CENTS = Decimal("0.01")
AMOUNT = r"^[+-]?[0-9]{1,18}(\.[0-9]{1,2})?$"


class MoneyType(AnswerType[Money]):
    """JSON: {"amount": "12.50", "currency": "EUR"}; a text is an amount as people type it."""

    type: ClassVar[str] = "money"

    def read(self, question: Money, raw: Any, scope: Scope) -> Read:
        amount = self._amount(question, raw)
        if amount is None:
            example = money_text(Decimal("12.5"), question.currency)
            raise Wrong(_("Write an amount in figures, for example %(example)s.") % {"example": example})
        if places_of(amount) > 2:
            raise Wrong(_("Write the amount with two decimals at most."))
        require_within(question, amount, scope)
        return Read({"amount": format(amount.quantize(CENTS), "f"), "currency": question.currency})

    def missing(self, question: Money) -> str:
        return _("Write an amount.")

    def fact(self, question: Money, answer: Any) -> Any:
        return dict(answer)

    def from_value(self, question: Money, value: Any) -> Any:
        money = as_money(value)
        if money:
            return {"amount": number_text(money[0]), "currency": money[1]}
        number = as_number(value)
        return None if number is None else plain_number(number)

    def text(self, question: Money, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        money = as_money(answer)
        return money_text(*money) if money else str(answer)

    def schema(self, question: Money, scope: Scope) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "amount": {"type": "string", "pattern": AMOUNT},
                "currency": {"const": question.currency},
            },
            "required": ["amount", "currency"],
            "additionalProperties": False,
        }

    def _amount(self, question: Money, raw: Any) -> Decimal | None:
        if not isinstance(raw, Mapping):
            return read_number(raw, get_currency_symbol(question.currency, locale()), question.currency)
        if raw.keys() != {"amount", "currency"}:
            return None
        if raw["currency"] != question.currency:
            raise Wrong(_("Give the amount in %(currency)s.") % {"currency": question.currency})
        return as_number(raw["amount"])
