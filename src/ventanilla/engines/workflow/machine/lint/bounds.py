"""How small and how large a value can be: as far as it follows from what is written down, never guessed.

A bound is a name and an offset to it: («today», 5) is five days after today, («», 12) is 12. Two bounds can be compared
when they have the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ventanilla.core.blueprint.questions import Question, Rating
from ventanilla.core.rules.kinds import as_date, as_instant, as_money, as_time, is_money
from ventanilla.core.rules.numbers import as_number

Bound = tuple[str, Decimal]
Asked = Callable[[str], Question | None]
"""The question whose answer a fact is."""

DEEPEST = 4
DAY_IN_HOURS = 24
DAY_IN_MICROSECONDS = 86_400_000_000


def lower(value: Any, asked: Asked, depth: int = 0) -> list[Bound]:
    """What the value is at least. Nothing where it can't be said."""
    return _bounds(value, asked, 1, depth)


def upper(value: Any, asked: Asked, depth: int = 0) -> list[Bound]:
    """What the value is at most."""
    return _bounds(value, asked, -1, depth)


def surely_over(one: Any, other: Any, asked: Asked) -> bool:
    """Whether `one` is larger than `other` whatever the facts are, as long as both are there."""
    highest = upper(other, asked)
    return any(
        name == beside and least > most for name, least in lower(one, asked) for beside, most in highest
    )


def _bounds(value: Any, asked: Asked, side: int, depth: int) -> list[Bound]:
    """`side` 1: what it is at least, -1: at most."""
    if depth > DEEPEST:
        return []
    known = _constant(value)
    if known is not None:
        return [("", known)]
    if not isinstance(value, Mapping) or not value:
        return []
    if "fact" in value:
        return [(value["fact"], Decimal(0)), *_of_question(value["fact"], asked, side, depth)]
    if "if" in value:
        return _either([value.get("then"), value.get("else")], asked, side, depth)
    ((name, parts), *_more) = value.items()
    if not isinstance(parts, list):
        return []
    if name in ("min", "max"):
        every = [each for part in parts for each in _bounds(part, asked, side, depth + 1)]
        return every if (name == "max") is (side == 1) else _either(parts, asked, side, depth)
    return _sum(name, parts, asked, side, depth) if len(parts) == 2 else []


def _constant(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    if is_money(value):
        money = as_money(value)
        return money[0] if money else None
    if not isinstance(value, str):
        return None
    day, minutes, instant = as_date(value), as_time(value), as_instant(value)
    if day is not None:
        return Decimal(day.toordinal())
    if instant is not None:
        return Decimal(instant) / DAY_IN_MICROSECONDS
    return Decimal(minutes) if minutes is not None else as_number(value)


def _sum(name: str, parts: list[Any], asked: Asked, side: int, depth: int) -> list[Bound]:
    """Two values put together, one of which is a plain number."""
    sign, unit = 1, Decimal(1)
    if name == "subtract":
        sign = -1
    elif name == "add_hours":
        unit = 1 / Decimal(DAY_IN_HOURS)
    elif name == "add_working_days":
        amount = _constant(parts[1])
        if amount is None or (amount >= 0) is not (side == 1):
            return []  # so many working days are as many days at least, and nobody knows how many more
    elif name not in ("add", "add_days"):
        return []
    return [
        (base or other, offset + sign * more * unit)
        for base, offset in _bounds(parts[0], asked, side, depth + 1)
        for other, more in _bounds(parts[1], asked, side * sign, depth + 1)
        if not other or (not base and sign == 1)
    ]


def _either(parts: Iterable[Any], asked: Asked, side: int, depth: int) -> list[Bound]:
    """What holds of each of some values."""
    ways = [dict(_tightest(_bounds(part, asked, side, depth + 1), side)) for part in parts]
    if not ways:
        return []
    shared = set(ways[0]).intersection(*ways[1:])
    loosest = min if side == 1 else max
    return [(name, loosest(way[name] for way in ways)) for name in sorted(shared)]


def _tightest(bounds: list[Bound], side: int) -> list[Bound]:
    return sorted(bounds, key=lambda each: each[1], reverse=side == -1)


def _of_question(fact: str, asked: Asked, side: int, depth: int) -> list[Bound]:
    """What the limits of its question say of an answer."""
    question = asked(fact)
    if question is None:
        return []
    if isinstance(question, Rating):
        return [("", Decimal(1 if side == 1 else question.most))]
    limit = getattr(question, "min" if side == 1 else "max", None)
    return [] if limit is None else _bounds(limit, asked, side, depth + 1)
