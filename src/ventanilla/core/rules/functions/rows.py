"""sum, min, max, count, min_by, max_by, column. Rows and cells that are empty are skipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

from ventanilla.core.rules.facttype import AMOUNTS, MOMENTS, FactType
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.functions.amounts import Amount, added, amount, least, least_at, plain
from ventanilla.core.rules.functions.function import Call, Function, Node, Part, Shape, always, first_known
from ventanilla.core.rules.kinds import is_empty, is_money, tidy
from ventanilla.core.rules.numbers import as_number


def column_of(row: Any, name: str) -> Any:
    """A cell of a row; None when the row is empty or has no such column."""
    if is_empty(row):
        return None
    if not isinstance(row, Mapping) or is_money(row):
        raise RuleFault("wrong_type", wanted="row")
    return tidy(row.get(name))


def rows_of(call: Call, argument: Node) -> list[Any]:
    """The rows of the fact; no rows when it is empty. Raises RuleFault `wrong_type`."""
    rows = call.fact(argument["rows"])
    if is_empty(rows):
        return []
    if not isinstance(rows, list):
        raise RuleFault("wrong_type", wanted="rows")
    return rows


def items_of(call: Call, argument: Any) -> list[Any]:
    """The values that a list or {"rows", "of"} names."""
    if isinstance(argument, list):
        return [call.value(item) for item in argument]
    rows = rows_of(call, argument)
    if "of" not in argument:
        return [tidy(row) for row in rows]
    return [column_of(row, argument["of"]) for row in rows]


def _sum(call: Call, node: Node) -> Any:
    amounts = [amount(item) for item in items_of(call, node["sum"])]
    known: list[Amount] = [item for item in amounts if item is not None]
    return plain(reduce(added, known)) if known else as_number(0)


def _count(call: Call, node: Node) -> Any:
    return as_number(sum(not is_empty(item) for item in items_of(call, node["count"])))


def _least(name: str, sign: int) -> Callable[[Call, Node], Any]:
    return lambda call, node: least(items_of(call, node[name]), sign)


def _row_by(name: str, sign: int) -> Callable[[Call, Node], Any]:
    def run(call: Call, node: Node) -> Any:
        argument = node[name]
        rows = rows_of(call, argument)
        place = least_at([column_of(row, argument["of"]) for row in rows], sign)
        if place is None:
            return None
        return column_of(rows[place], argument["take"]) if "take" in argument else rows[place]

    return run


def _column(call: Call, node: Node) -> Any:
    return column_of(call.value(node["column"]), node["name"])


LIST_OR_ROWS = Shape(least=1, most=20, rows=True)
BY = Shape(rows=True, of=True, take=True)
COLUMN = Shape(single=Part.VALUE, extras={"name": (Part.TEXT, True)})
ROW = frozenset({FactType.ROW})

FUNCTIONS = (
    Function("sum", LIST_OR_ROWS, _sum, first_known, AMOUNTS),
    Function("min", LIST_OR_ROWS, _least("min", 1), first_known, AMOUNTS | MOMENTS),
    Function("max", LIST_OR_ROWS, _least("max", -1), first_known, AMOUNTS | MOMENTS),
    Function("count", Shape(rows=True), _count, always(FactType.NUMBER)),
    Function("min_by", BY, _row_by("min_by", 1), first_known, AMOUNTS | MOMENTS),
    Function("max_by", BY, _row_by("max_by", -1), first_known, AMOUNTS | MOMENTS),
    Function("column", COLUMN, _column, lambda _: None, ROW),
)
