"""The small language that takes values out of an answer: `data.items[0].id`, `items[*].name`, with a type.

A name is a key, `[2]` a place counted from nought, `[-1]` the last one, `[*]` all of them (then the value is a list).
A key with other characters stands in quotes: `headers["x-id"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

PIECE = re.compile(r'\.?([A-Za-z_][\w-]*)|\[(-?\d+|\*)\]|\["([^"\]]+)"\]')
TYPES = ("text", "number", "boolean", "date", "choices")
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


def take(value: Any, path: str, type_name: str = "text") -> Any:
    """What stands at `path`, as a JSON value of that type. Raises NotThere."""
    parts = pieces(path)
    several = EVERY in parts
    found = list(_walk(value, parts))
    if several or type_name == "choices":
        items = found[0] if len(found) == 1 and isinstance(found[0], list) else found
        return [_typed(item, "text", path) for item in items[:MOST_ITEMS] if item is not None]
    if not found or found[0] is None:
        raise NotThere(f"the answer has no “{path}”")
    return _typed(found[0], type_name, path)


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
    if len(text) == 10:
        return date.fromisoformat(text).isoformat()
    return datetime.fromisoformat(text).date().isoformat()


def _boolean(value: Any) -> bool:
    try:
        return _spelled(value)
    except KeyError:
        raise ValueError(value) from None


_READERS = {"text": _text, "number": _number, "boolean": _boolean, "date": _date}
