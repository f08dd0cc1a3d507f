"""Every value function, by name, and how to tell which one an object is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.rules.functions import arithmetic, choice, dates, rows
from ventanilla.core.rules.functions.function import Call, Function, Part, Shape

FUNCTIONS: dict[str, Function] = {
    function.name: function for family in (arithmetic, rows, choice, dates) for function in family.FUNCTIONS
}


def function_of(node: Mapping[str, Any]) -> Function | None:
    """The one function that the object names; None when it names none or several."""
    names = [name for name in node if name in FUNCTIONS]
    return FUNCTIONS[names[0]] if len(names) == 1 else None


__all__ = ["FUNCTIONS", "Call", "Function", "Part", "Shape", "function_of"]
