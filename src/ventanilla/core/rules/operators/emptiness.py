"""is_empty, is_not_empty."""

from __future__ import annotations

from ventanilla.core.rules.facttype import EVERY
from ventanilla.core.rules.kinds import is_empty
from ventanilla.core.rules.operators.operator import Operator, Takes

OPERATORS = (
    Operator("is_empty", EVERY, Takes.NOTHING, lambda left, _: is_empty(left), on_empty=None),
    Operator("is_not_empty", EVERY, Takes.NOTHING, lambda left, _: not is_empty(left), on_empty=None),
)
