"""Reading what a message from outside brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 10_000


def read_payload(takes: Mapping[str, str], payload: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What `takes` names, as JSON values of its type, and the names of what could not be read. What isn't there is
    empty; what isn't named is left out."""
    taken: dict[str, Any] = {}
    wrong: list[str] = []
    for name, kind in takes.items():
        value = payload.get(name)
        try:
            taken[name] = None if value is None else READERS[kind](value)
        except (ValueError, TypeError, KeyError, InvalidOperation):
            wrong.append(name)
    return taken, wrong


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool) or len(str(value)) > LONGEST:
        raise ValueError
    return str(value).replace("\x00", "")


def _number(value: Any) -> int | float | str:
    if isinstance(value, bool) or not Decimal(str(value)).is_finite():
        raise ValueError
    return value if isinstance(value, int | float) else str(Decimal(value))


def _money(value: Any) -> dict[str, str]:
    currency = value["currency"]
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isalpha()):
        raise ValueError
    return {"amount": str(Decimal(str(_number(value["amount"])))), "currency": currency.upper()}


def _date(value: Any) -> str:
    return date.fromisoformat(value).isoformat()


def _instant(value: Any) -> str:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError
    return at.isoformat()


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


READERS = {
    "text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "instant": _instant,
    "yes_no": _yes_no,
}
