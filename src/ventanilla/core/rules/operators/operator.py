"""What an operator is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ventanilla.core.rules.facttype import FactType


class Takes(StrEnum):
    """What stands in `value` beside the operator."""

    NOTHING = "nothing"
    ONE = "one"
    LIST = "list"  # a list, or a fact that is one
    TWO = "two"  # [from, to]
    PATTERN = "pattern"  # a literal pattern


@dataclass(frozen=True)
class Operator:
    """A test between a fact and a value.

    `holds(left, right)` is only asked when both sides hold something, unless `on_empty` is None: that
    operator asks about emptiness itself. `on_empty` is the answer when either side is empty.
    """

    name: str
    suits: frozenset[FactType]
    takes: Takes
    holds: Callable[[Any, Any], bool]
    on_empty: bool | None = False
