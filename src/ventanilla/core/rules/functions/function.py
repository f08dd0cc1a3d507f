"""What a value function is: how it is written, what it wants and gives, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from ventanilla.core.rules.facttype import EVERY, FactType

Node = Mapping[str, Any]


class Call(Protocol):
    """What a running function may ask for."""

    def value(self, tree: Any) -> Any: ...

    def holds(self, rule: Any) -> bool: ...

    def fact(self, path: str) -> Any: ...

    def is_working_day(self, day: Any) -> bool: ...


class Part(StrEnum):
    """The kinds of things that stand in a function's object."""

    VALUE = "value"
    RULE = "rule"
    TEXT = "text"
    PLACES = "places"
    ROUNDING = "rounding"


@dataclass(frozen=True)
class Shape:
    """How the argument is written: `single`, a list of `least` to `most` values, or rows of a fact."""

    single: Part | None = None
    least: int = 0
    most: int = 0
    rows: bool = False
    of: bool | None = None  # column: needed (True), allowed (None), not known (False)
    take: bool = False
    extras: Mapping[str, tuple[Part, bool]] = field(default_factory=dict)  # name -> (part, needed)


Gives = Callable[[Sequence[FactType | None]], FactType | None]


def always(given: FactType) -> Gives:
    return lambda _: given


def first_known(types: Sequence[FactType | None]) -> FactType | None:
    return next((given for given in types if given), None)


@dataclass(frozen=True)
class Function:
    """`run(call, node)` gets the whole object, `gives(types)` the types of its values, None for unknown."""

    name: str
    shape: Shape
    run: Callable[[Call, Node], Any]
    gives: Gives
    wants: frozenset[FactType] = EVERY
