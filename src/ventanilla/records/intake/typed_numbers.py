"""Numbers as people type them.

Spanish writes 1.234,56 and English 1,234.56. A text is read the way of the active language; when that way
can't be meant, the other one is tried, so that "12.5" is twelve and a half in both. JSON numbers need no
guessing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from ventanilla.core.rules.numbers import as_number

SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
SIGNED = re.compile(r"([+\-\u2212]?)(.*)")
LONGEST = 60


def read_number(raw: Any, *units: str) -> Decimal | None:
    """The number that a raw value stands for, None when it can't be one.

    `units` may stand before or after it ("€", "EUR", "kg").
    """
    if isinstance(raw, str):
        return _typed(raw, units) if len(raw) <= LONGEST else None
    return as_number(raw)


def plain_number(number: Decimal) -> int | float | str:
    """The number as JSON keeps it exactly: whole, with a fraction, or as text when neither holds it."""
    if number == number.to_integral_value() and abs(number) < 2**53:
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else format(number, "f")


def places_of(number: Decimal) -> int:
    """How many decimals the number has."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _typed(raw: str, units: tuple[str, ...]) -> Decimal | None:
    text = SPACES.sub("", raw)
    for unit in filter(None, (SPACES.sub("", unit) for unit in units)):
        text = _without(text, unit)
    sign, digits = SIGNED.fullmatch(text).groups() if "\n" not in text else ("", "")  # type: ignore[union-attr]
    comma_first = (get_language() or "es").startswith("es")
    for point, group in ((",", "."), (".", ",")) if comma_first else ((".", ","), (",", ".")):
        plain = _plain(digits, point, group)
        if plain is not None:
            return as_number(("-" if sign in ("-", "\u2212") else "") + plain)
    return None


def _plain(digits: str, point: str, group: str) -> str | None:
    """Digits with a decimal point, when the text is a number with these two signs; else None."""
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+"
    found = re.fullmatch(rf"([0-9]+|{grouped})?(?:{re.escape(point)}([0-9]+))?", digits)
    if found is None or not digits:
        return None
    whole, fraction = found.groups()
    return f"{(whole or '0').replace(group, '')}" + (f".{fraction}" if fraction else "")


def _without(text: str, unit: str) -> str:
    folded, sign = text.casefold(), unit.casefold()
    if folded.startswith(sign):
        return text[len(unit) :]
    return text[: -len(unit)] if folded.endswith(sign) else text
