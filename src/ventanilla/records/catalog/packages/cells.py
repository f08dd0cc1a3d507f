"""One cell of a CSV file as the value of a typed column, and back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.kit.money import Money
from ventanilla.records.catalog.choices import ColumnType

NUMBER = re.compile(r"[-+]?\d{1,15}([.,]\d{1,6})?")
MONEY = re.compile(r"(?P<amount>[-+]?\d{1,12}([.,]\d{1,4})?)\s*(?P<currency>[A-Z]{3}|€)?")
LONGEST = 2_000
YES = frozenset({"yes", "true", "1", "sí", "si", "y", "s", "verdadero"})
NO = frozenset({"no", "false", "0", "n", "falso"})
CURRENCY = "EUR"


def read_cell(text: str, kind: ColumnType) -> Any:
    """The JSON value of a cell; None for an empty one. Raises ValueError with what to write instead."""
    text = text.strip()
    if not text:
        return None
    return READERS[kind](text)


def write_cell(value: Any) -> str:
    """The cell that `read_cell` reads as `value`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return str(value)


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(_("This text is too long: at most %(most)d characters.") % {"most": LONGEST})
    return text


def _number(text: str) -> int | float | str:
    if not NUMBER.fullmatch(text):
        message = _("“%(text)s” isn't a number: write it like 1250 or 12.5, without thousands separators.")
        raise ValueError(message % {"text": text})
    number = Decimal(text.replace(",", "."))
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else str(number)


def _money(text: str) -> dict[str, str]:
    found = MONEY.fullmatch(text)
    if not found:
        message = _(
            "“%(text)s” isn't an amount: write it like 1250 or 12.50 EUR, without thousands separators."
        )
        raise ValueError(message % {"text": text})
    currency = found["currency"] or CURRENCY
    amount = Decimal(found["amount"].replace(",", "."))
    return Money(amount, CURRENCY if currency == "€" else currency).to_json()


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else _not_a_date(text)
    except ValueError:
        return _not_a_date(text)


def _not_a_date(text: str) -> str:
    raise ValueError(_("“%(text)s” isn't a date: write it like 2027-03-31.") % {"text": text})


def _boolean(text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValueError(_("“%(text)s” is neither yes nor no: write yes or no.") % {"text": text})


READERS = {
    ColumnType.TEXT: _text,
    ColumnType.NUMBER: _number,
    ColumnType.MONEY: _money,
    ColumnType.DATE: _date,
    ColumnType.BOOLEAN: _boolean,
}
