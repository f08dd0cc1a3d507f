"""What one may choose from, now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions
from ventanilla.core.kit.text import Localized
from ventanilla.records.intake.scope import Scope


@dataclass(frozen=True)
class Offered:
    """One thing to choose; `row` are the columns of the list row behind it, if there is one."""

    value: str
    label: Localized
    hint: Localized = field(default_factory=dict)
    row: Mapping[str, Any] | None = None

    def snapshot(self) -> dict[str, Any]:
        """What is kept of a chosen list row: its columns and its label."""
        return {**(self.row or {}), "label": self.label}


def offered(question: Choice | Choices, scope: Scope) -> list[Offered]:
    """The options whose rules hold over the facts, in order."""
    options = question.options
    if isinstance(options, ListOptions):
        return _from_list(options, scope)
    return [
        Offered(option.value, option.label, option.hint or {})
        for option in options
        if option.offered_if is None or scope.holds(option.offered_if)
    ]


def _from_list(options: ListOptions, scope: Scope) -> list[Offered]:
    return [
        Offered(row.key, dict(row.label), row=dict(row.values))
        for row in scope.context.rows(options.list)
        if options.where is None or scope.holds(options.where, {"key": row.key, **row.values})
    ]
