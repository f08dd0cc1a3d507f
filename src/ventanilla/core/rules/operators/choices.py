"""any_of, all_of for several choices; within for places."""

from __future__ import annotations

from typing import Any

from ventanilla.core.rules.facttype import FactType
from ventanilla.core.rules.kinds import as_text, fold, same
from ventanilla.core.rules.operators.operator import Operator, Takes

CHOICES = frozenset({FactType.CHOICES})


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _any_of(left: Any, right: Any) -> bool:
    return any(same(have, want) for have in _items(left) for want in _items(right))


def _all_of(left: Any, right: Any) -> bool:
    return all(any(same(have, want) for have in _items(left)) for want in _items(right))


def _path(value: Any) -> list[str]:
    """A place from the top down: "spain/madrid" or ["spain", "madrid"]."""
    steps = [step for item in _items(value) for step in (as_text(item) or "").split("/")]
    return [fold(step) for step in steps if step]


def _within(left: Any, right: Any) -> bool:
    path = _path(left)
    for place in map(_path, _items(right)):
        if len(place) == 1 and place[0] in path:
            return True
        if place and path[: len(place)] == place:
            return True
    return False


OPERATORS = (
    Operator("any_of", CHOICES, Takes.LIST, _any_of),
    Operator("all_of", CHOICES, Takes.LIST, _all_of),
    Operator("within", frozenset({FactType.LOCATION}), Takes.LIST, _within),
)
