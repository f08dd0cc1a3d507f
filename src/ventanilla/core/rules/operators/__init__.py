"""Every operator, by name, in the order in which a builder offers them."""

from __future__ import annotations

from ventanilla.core.rules.operators import choices, emptiness, equality, order, text
from ventanilla.core.rules.operators.operator import Operator, Takes

OPERATORS: dict[str, Operator] = {
    operator.name: operator
    for family in (equality, text, order, choices, emptiness)
    for operator in family.OPERATORS
}

__all__ = ["OPERATORS", "Operator", "Takes"]
