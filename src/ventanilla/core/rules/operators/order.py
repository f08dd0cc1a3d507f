"""gt, gte, lt, lte for amounts; before, after, on_or_before, on_or_after for moments; between for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ventanilla.core.rules.facttype import AMOUNTS, MOMENTS
from ventanilla.core.rules.kinds import as_date, as_instant, as_time, compare
from ventanilla.core.rules.operators.operator import Operator, Takes

Test = Callable[[Any, Any], bool]


def _is_moment(value: Any) -> bool:
    return any(read(value) is not None for read in (as_date, as_instant, as_time))


def _amounts(wanted: frozenset[int]) -> Test:
    return lambda left, right: not _is_moment(left) and compare(left, right) in wanted


def _moments(wanted: frozenset[int]) -> Test:
    return lambda left, right: _is_moment(left) and compare(left, right) in wanted


def _between(left: Any, right: Any) -> bool:
    if not isinstance(right, list) or len(right) != 2:
        return False
    return compare(left, right[0]) in AT_LEAST and compare(left, right[1]) in AT_MOST


MORE, LESS = frozenset({1}), frozenset({-1})
AT_LEAST, AT_MOST = frozenset({0, 1}), frozenset({-1, 0})

OPERATORS = (
    Operator("gt", AMOUNTS, Takes.ONE, _amounts(MORE)),
    Operator("gte", AMOUNTS, Takes.ONE, _amounts(AT_LEAST)),
    Operator("lt", AMOUNTS, Takes.ONE, _amounts(LESS)),
    Operator("lte", AMOUNTS, Takes.ONE, _amounts(AT_MOST)),
    Operator("between", AMOUNTS | MOMENTS, Takes.TWO, _between),
    Operator("before", MOMENTS, Takes.ONE, _moments(LESS)),
    Operator("after", MOMENTS, Takes.ONE, _moments(MORE)),
    Operator("on_or_before", MOMENTS, Takes.ONE, _moments(AT_MOST)),
    Operator("on_or_after", MOMENTS, Takes.ONE, _moments(AT_LEAST)),
)
