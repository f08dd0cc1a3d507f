"""add, subtract, multiply, divide, round. An empty argument makes the result empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from ventanilla.core.rules import numbers
from ventanilla.core.rules.facttype import AMOUNTS, FactType
from ventanilla.core.rules.functions.amounts import (
    Amount,
    added,
    amount,
    divided,
    multiplied,
    plain,
    subtracted,
)
from ventanilla.core.rules.functions.function import Call, Function, Node, Part, Shape

Step = Callable[[Amount, Amount], Amount]


def _folded(name: str, step: Step) -> Callable[[Call, Node], Any]:
    def run(call: Call, node: Node) -> Any:
        amounts = [amount(call.value(item)) for item in node[name]]
        known = [item for item in amounts if item is not None]
        return plain(reduce(step, known)) if len(known) == len(amounts) else None

    return run


def _round(call: Call, node: Node) -> Any:
    found = amount(call.value(node["round"]))
    if found is None:
        return None
    return plain((numbers.rounded(found[0], node.get("places", 0), node.get("to", "nearest")), found[1]))


def _money_wins(types: Sequence[FactType | None]) -> FactType | None:
    if FactType.MONEY in types:
        return FactType.MONEY
    return None if None in types else FactType.NUMBER


def _quotient(types: Sequence[FactType | None]) -> FactType | None:
    if None in types:
        return None
    return FactType.MONEY if list(types) == [FactType.MONEY, FactType.NUMBER] else FactType.NUMBER


SEVERAL = Shape(least=2, most=20)
PAIR = Shape(least=2, most=2)
ROUND = Shape(single=Part.VALUE, extras={"places": (Part.PLACES, False), "to": (Part.ROUNDING, False)})

FUNCTIONS = (
    Function("add", SEVERAL, _folded("add", added), _money_wins, AMOUNTS),
    Function("subtract", PAIR, _folded("subtract", subtracted), _money_wins, AMOUNTS),
    Function("multiply", SEVERAL, _folded("multiply", multiplied), _money_wins, AMOUNTS),
    Function("divide", PAIR, _folded("divide", divided), _quotient, AMOUNTS),
    Function("round", ROUND, _round, _money_wins, AMOUNTS),
)
