"""is, is_not, in, not_in."""

from __future__ import annotations

from typing import Any

from ventanilla.core.rules.facttype import LABELS, SINGLE, FactType
from ventanilla.core.rules.kinds import same
from ventanilla.core.rules.operators.operator import Operator, Takes

LISTED = LABELS | {FactType.NUMBER, FactType.DATE}


def _is_one_of(left: Any, right: Any) -> bool:
    items = right if isinstance(right, list) else [right]
    return any(same(left, item) for item in items)


OPERATORS = (
    Operator("is", SINGLE, Takes.ONE, same),
    Operator("is_not", SINGLE, Takes.ONE, lambda left, right: not same(left, right), on_empty=True),
    Operator("in", LISTED, Takes.LIST, _is_one_of),
    Operator("not_in", LISTED, Takes.LIST, lambda left, right: not _is_one_of(left, right), on_empty=True),
)
