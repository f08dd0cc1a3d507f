"""An amount of money, with its currency beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from babel.numbers import format_decimal, get_currency_symbol

from ventanilla.core.blueprint.questions import Money
from ventanilla.core.rules.kinds import as_money
from ventanilla.records.intake.showing import locale
from ventanilla.surfaces.ui.forms.limiting import limit_of
from ventanilla.surfaces.ui.forms.widget import Filling, Widget
from ventanilla.surfaces.ui.forms.widgets.number import typed_number


class MoneyWidget(Widget[Money]):
    type: ClassVar[str] = "money"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Money, raw: Any, filling: Filling) -> dict[str, Any]:
        return {
            "value": _typed(raw),
            "width": "medium",
            "inputmode": "decimal",
            "suffix": get_currency_symbol(question.currency, locale()),
            "currency": question.currency,
            "limit": limit_of(question, filling),
        }


def _typed(raw: Any) -> str:
    if not isinstance(raw, Mapping):
        return typed_number(raw)
    money = as_money(raw)
    return format_decimal(money[0], "#,##0.00", locale=locale()) if money else ""
