"""What a value is: empty, text, number, money, date, instant, list or row, and when two are the same.

Facts come as Python values or as JSON; "2026-02-28" and date(2026, 2, 28) are one date, "12.50" and
Decimal("12.5") one number when the other side is a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ventanilla.core.rules.numbers import as_number, number_text

DATE_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT_TEXT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{3}([0-9]{3})?)?)?"
    r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
)
TIME_TEXT = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def tidy(value: Any) -> Any:
    """A fact or a literal as the language knows it: numbers as Decimal, sets and tuples as lists."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = as_number(value)
        return value if number is None else number
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if hasattr(value, "amount") and hasattr(value, "currency"):
        return {"amount": value.amount, "currency": value.currency}
    return value


def is_money(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"amount", "currency"}


def is_empty(value: Any) -> bool:
    """None, "", [], {} and money without an amount are empty; false and 0 are not."""
    if value is None or (isinstance(value, str | list | tuple | set | frozenset | Mapping) and not value):
        return True
    return is_money(value) and value["amount"] in (None, "")


def as_money(value: Any) -> tuple[Decimal, str] | None:
    """Amount and currency of a money value; None for anything else."""
    if not is_money(value) or not isinstance(value["currency"], str):
        return None
    amount = as_number(value["amount"])
    return None if amount is None else (amount, value["currency"])


def as_date(value: Any) -> date | None:
    """A calendar day, from a date or "YYYY-MM-DD"; an instant is not a day (that needs a zone)."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not DATE_TEXT.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def as_instant(value: Any) -> int | None:
    """Microseconds since 1970 of an aware datetime or of ISO text with a zone."""
    moment = _moment(value)
    if moment is None or moment.tzinfo is None:
        return None
    return (moment - EPOCH) // MICROSECOND


def as_time(value: Any) -> int | None:
    """Minutes since midnight of a time of the day, "HH:MM"."""
    found = TIME_TEXT.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * 60 + int(found[2]) if found else None


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not INSTANT_TEXT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def as_text(value: Any) -> str | None:
    """The letters of a text, a number or a day, in NFC; None for what has no letters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    number = as_number(value)
    return None if number is None else number_text(number)


def fold(text: str) -> str:
    """Letters without their case: NFC, upper, lower, final sigma as sigma, NFC.

    Not `casefold`, which browsers don't have; this gives the same answer in both (ß is ss, ñ is not n).
    """
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", composed.upper().lower().replace("ς", "σ"))


def compare(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 for two numbers, moneys, days, instants or times of the day; None when they have no order.

    Money and a plain number compare by the amount; two currencies have no order.
    """
    keys = _amounts(left, right) or _pair(as_date(left), as_date(right))
    keys = keys or _pair(as_instant(left), as_instant(right)) or _pair(as_time(left), as_time(right))
    if keys is None:
        return None
    return int(keys[0] > keys[1]) - int(keys[0] < keys[1])


def same(left: Any, right: Any) -> bool:
    """Whether two values are one: text without case, numbers by size, lists and rows item by item."""
    if is_empty(left) or is_empty(right):
        return False
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(_same_item, left, right))
    if is_money(left) or is_money(right):
        return compare(left, right) == 0
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_same_item(left[key], right[key]) for key in left)
    return _same_scalar(left, right)


def _same_item(left: Any, right: Any) -> bool:
    return same(left, right) or (is_empty(left) and is_empty(right))


def _same_scalar(left: Any, right: Any) -> bool:
    if _is_number(left) or _is_number(right):
        return _amounts(left, right) is not None and as_number(left) == as_number(right)
    moments = _pair(as_instant(left), as_instant(right))
    if moments:
        return bool(moments[0] == moments[1])
    texts = _pair(as_text(left), as_text(right))
    return texts is not None and fold(texts[0]) == fold(texts[1])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal)


def _amounts(left: Any, right: Any) -> tuple[Any, Any] | None:
    one, other = as_money(left), as_money(right)
    if one and other and one[1] != other[1]:
        return None
    return _pair(one[0] if one else as_number(left), other[0] if other else as_number(right))


def _pair(left: Any, right: Any) -> tuple[Any, Any] | None:
    return None if left is None or right is None else (left, right)
