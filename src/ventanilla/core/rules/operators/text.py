"""contains, not_contains, starts_with, ends_with, matches."""

from __future__ import annotations

from typing import Any

from ventanilla.core.rules import pattern
from ventanilla.core.rules.facttype import FactType
from ventanilla.core.rules.kinds import as_text, fold, same
from ventanilla.core.rules.operators.operator import Operator, Takes

TEXT = frozenset({FactType.TEXT})


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, list):
        return any(same(item, right) for item in left)
    whole, part = as_text(left), as_text(right)
    return whole is not None and part is not None and fold(part) in fold(whole)


def _starts_with(left: Any, right: Any) -> bool:
    whole, part = as_text(left), as_text(right)
    return whole is not None and part is not None and fold(whole).startswith(fold(part))


def _ends_with(left: Any, right: Any) -> bool:
    whole, part = as_text(left), as_text(right)
    return whole is not None and part is not None and fold(whole).endswith(fold(part))


def _matches(left: Any, right: Any) -> bool:
    whole, sought = as_text(left), as_text(right)
    return whole is not None and sought is not None and pattern.matches(sought, whole)


OPERATORS = (
    Operator("contains", TEXT | {FactType.CHOICES}, Takes.ONE, _contains),
    Operator(
        "not_contains",
        TEXT | {FactType.CHOICES},
        Takes.ONE,
        lambda left, right: not _contains(left, right),
        on_empty=True,
    ),
    Operator("starts_with", TEXT, Takes.ONE, _starts_with),
    Operator("ends_with", TEXT, Takes.ONE, _ends_with),
    Operator("matches", TEXT, Takes.PATTERN, _matches),
)
