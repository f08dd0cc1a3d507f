"""days_between, add_days, working_days, add_working_days, add_hours. An empty argument makes the result empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.core.rules.facttype import FactType
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.functions.amounts import day, moment, whole
from ventanilla.core.rules.functions.function import Call, Function, Node, Shape, always
from ventanilla.core.rules.kinds import is_empty
from ventanilla.core.rules.numbers import as_number

FARTHEST = 4_000  # days: ten years and a bit; a calendar is asked about each


def _pair(name: str, run: Callable[[Call, Any, Any], Any]) -> Callable[[Call, Node], Any]:
    def both(call: Call, node: Node) -> Any:
        left, right = (call.value(item) for item in node[name])
        return None if is_empty(left) or is_empty(right) else run(call, left, right)

    return both


def _days_between(call: Call, start: Any, end: Any) -> Any:
    return as_number((day(end) - day(start)).days)


def _add_days(call: Call, start: Any, days: Any) -> date:
    return _later(day(start), whole(days))


def _working_days(call: Call, start: Any, end: Any) -> Any:
    """How many working days come after `start` up to `end`; below zero when `end` is earlier."""
    first, last = day(start), day(end)
    step = 1 if last >= first else -1
    distance = abs((last - first).days)
    if distance > FARTHEST:
        raise RuleFault("out_of_range")
    passed = (first + timedelta(days=step * (n + (step == 1))) for n in range(distance))
    return as_number(step * sum(call.is_working_day(each) for each in passed))


def _add_working_days(call: Call, start: Any, days: Any) -> date:
    """The nth working day after `start` (before it for a negative number); 0 is `start` itself."""
    found, wanted = day(start), whole(days)
    step = 1 if wanted > 0 else -1
    left = abs(wanted)
    for _ in range(FARTHEST):
        if not left:
            return found
        found = _later(found, step)
        left -= call.is_working_day(found)
    if not left:
        return found
    raise RuleFault("out_of_range")


def _add_hours(call: Call, start: Any, hours: Any) -> datetime:
    """So many hours of the clock later, the same whatever the zone does meanwhile."""
    try:
        return moment(start) + timedelta(hours=whole(hours))
    except OverflowError:
        raise RuleFault("out_of_range") from None


def _later(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise RuleFault("out_of_range") from None


PAIR = Shape(least=2, most=2)
BETWEEN = frozenset({FactType.DATE})
SHIFTED = frozenset({FactType.DATE, FactType.NUMBER})
MOVED = frozenset({FactType.INSTANT, FactType.NUMBER})

FUNCTIONS = (
    Function("days_between", PAIR, _pair("days_between", _days_between), always(FactType.NUMBER), BETWEEN),
    Function("add_days", PAIR, _pair("add_days", _add_days), always(FactType.DATE), SHIFTED),
    Function("working_days", PAIR, _pair("working_days", _working_days), always(FactType.NUMBER), BETWEEN),
    Function(
        "add_working_days",
        PAIR,
        _pair("add_working_days", _add_working_days),
        always(FactType.DATE),
        SHIFTED,
    ),
    Function("add_hours", PAIR, _pair("add_hours", _add_hours), always(FactType.INSTANT), MOVED),
)
