"""The small language that takes values out of an answer: `data.items[0].id`, `items[*].name`, with a type.

A name is a key, `[2]` a place counted from nought, `[-1]` the last one, `[*]` all of them (then the value is a list).
A key with other characters stands in quotes: `headers["x-id"]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

PIECE = re.compile(r'\.?([A-Za-z_][\w-]*)|\[(-?\d+|\*)\]|\["([^"\]]+)"\]')
LDAP_TIME = re.compile(r"^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?Z$")
LONGEST_TEXT = 10_000
MOST_ITEMS = 500

Piece = str | int
EVERY = -(10**9)


class NotThere(Exception):
    """The answer doesn't hold what was looked for, or not of that type."""


def pieces(path: str) -> list[Piece]:
    """The path in its parts. Raises ValueError when it can't be read."""
    found: list[Piece] = []
    at = 0
    while at < len(path):
        match = PIECE.match(path, at)
        if match is None or (at == 0 and path.startswith(".")):
            raise ValueError(path)
        name, place, quoted = match.groups()
        found.append(name or quoted or (EVERY if place == "*" else int(place)))
        at = match.end()
    if not found:
        raise ValueError(path)
    return found


class Wanted(Protocol):
    """What a package says about a column of rows."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def currency(self) -> str | None: ...


def take_rows(value: Any, path: str, columns: Sequence[Wanted]) -> list[dict[str, Any]]:
    """The objects that stand at `path`, each with these columns. Raises NotThere, also for more than MOST_ITEMS."""
    found = list(_walk(value, pieces(path)))
    items = found[0] if len(found) == 1 and isinstance(found[0], list) else found
    if not found or found[0] is None:
        raise NotThere(f"the answer has no “{path}”")
    if not all(isinstance(item, Mapping) for item in items):
        raise NotThere(f"“{path}” in the answer is no list of objects")
    if len(items) > MOST_ITEMS:
        raise NotThere(f"“{path}” in the answer has {len(items)} rows; {MOST_ITEMS} are the most")
    return [{wanted.id: _cell(item, wanted) for wanted in columns} for item in items]


def _cell(item: Any, wanted: Wanted) -> Any:
    """A column of one row; None when it is empty and may be."""
    try:
        return take(item, wanted.source, wanted.type, wanted.currency)
    except NotThere:
        if wanted.required or next(iter(_walk(item, pieces(wanted.source))), None) not in (None, "", []):
            raise
        return None


def take(value: Any, path: str, type_name: str = "text", currency: str | None = None) -> Any:
    """What stands at `path`, as a JSON value of that type; an amount that says no currency is of `currency`. Raises
    NotThere."""
    parts = pieces(path)
    several = EVERY in parts
    found = list(_walk(value, parts))
    if several or type_name == "choices":
        items = found[0] if len(found) == 1 and isinstance(found[0], list) else found
        return [_typed(item, "text", path) for item in items[:MOST_ITEMS] if item is not None]
    if not found or found[0] is None:
        raise NotThere(f"the answer has no “{path}”")
    return _typed(_of_currency(found[0], currency) if type_name == "money" else found[0], type_name, path)


def _of_currency(value: Any, currency: str | None) -> Any:
    if isinstance(value, Mapping):
        return {"amount": value.get("amount"), "currency": value.get("currency") or currency}
    return {"amount": value, "currency": currency}


def _walk(value: Any, parts: list[Piece]) -> Iterator[Any]:
    if not parts:
        yield value
        return
    first, rest = parts[0], parts[1:]
    if isinstance(first, str):
        if isinstance(value, Mapping) and first in value:
            yield from _walk(value[first], rest)
    elif isinstance(value, list):
        if first == EVERY:
            for item in value:
                yield from _walk(item, rest)
        elif -len(value) <= first < len(value):
            yield from _walk(value[first], rest)


def _typed(value: Any, type_name: str, path: str) -> Any:
    try:
        return _READERS[type_name](value)
    except (ValueError, TypeError, InvalidOperation):
        raise NotThere(f"“{path}” in the answer is no {type_name}") from None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float | Decimal):
        return str(value).replace("\x00", "")[:LONGEST_TEXT]
    raise ValueError(value)


def _number(value: Any) -> int | str:
    """As rules have numbers: whole ones as they are, others as the text of a decimal."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(value)
    number = Decimal(str(value).strip())
    if not number.is_finite() or abs(number.adjusted()) > 15:
        raise ValueError(value)
    return int(number) if number == number.to_integral_value() else format(number, "f")


def _spelled(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}[
        _text(value).lower()
    ]


def _date(value: Any) -> str:
    text = _text(value)
    if LDAP_TIME.match(text):
        text = _instant(text)
    if len(text) == 10:
        return date.fromisoformat(text).isoformat()
    return datetime.fromisoformat(text).date().isoformat()


def _boolean(value: Any) -> bool:
    try:
        return _spelled(value)
    except KeyError:
        raise ValueError(value) from None


def _instant(value: Any) -> str:
    """With its zone, as rules know instants; a directory's 20270131120000Z as well."""
    text = _text(value)
    if match := LDAP_TIME.match(text):
        text = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}+00:00"
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(value)
    return at.isoformat()


def _money(value: Any) -> dict[str, str]:
    amount = Decimal(str(_number(value["amount"])))
    if not isinstance(value["currency"], str) or not re.fullmatch("[A-Z]{3}", value["currency"]):
        raise ValueError(value)
    return {"amount": format(amount, "f"), "currency": value["currency"]}


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "instant": _instant,
    "money": _money,
}
