"""What one may choose from, now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions, RowOptions, SourceOptions
from ventanilla.core.kit.text import Localized, languages
from ventanilla.records.intake.scope import Scope


@dataclass(frozen=True)
class Offered:
    """One thing to choose; `row` are the columns of the list row behind it, if there is one, `parent` the value of the
    one above it in a tree, `leaf` whether nothing stands below it."""

    value: str
    label: Localized
    hint: Localized = field(default_factory=dict)
    row: Mapping[str, Any] | None = None
    parent: str = ""
    leaf: bool = True

    def snapshot(self) -> dict[str, Any]:
        """What is kept of a chosen list row: its columns and its label."""
        return {**(self.row or {}), "label": self.label}


def offered(question: Choice | Choices, scope: Scope) -> list[Offered]:
    """The options whose rules hold over the facts, in order; none of a source that doesn't answer."""
    options = question.options
    if isinstance(options, ListOptions):
        return _from_list(options, scope)
    if isinstance(options, RowOptions):
        return list(_from_rows(options, scope))
    if isinstance(options, SourceOptions):
        return _from_source(options, scope)
    return [
        Offered(option.value, option.label, option.hint or {})
        for option in options
        if option.offered_if is None or scope.holds(option.offered_if)
    ]


def _from_list(options: ListOptions, scope: Scope) -> list[Offered]:
    rows = [
        Offered(row.key, dict(row.label), row=dict(row.values))
        for row in scope.context.rows(options.list)
        if options.where is None or scope.holds(options.where, {"key": row.key, **row.values})
    ]
    return rows if options.parent is None else _as_tree(rows, options.parent)


def _as_tree(rows: list[Offered], column: str) -> list[Offered]:
    """The rows with what stands above each, parents before their children; what is below a row that isn't offered
    isn't offered either."""
    above = {row.value: str((row.row or {}).get(column) or "") for row in rows}
    below: dict[str, list[Offered]] = {}
    for row in rows:
        below.setdefault(above[row.value], []).append(row)
    found: list[Offered] = []
    waiting = list(reversed(below.get("", [])))
    while waiting:
        row = waiting.pop()
        children = below.pop(row.value, [])
        found.append(replace(row, parent=above[row.value], leaf=not children))
        waiting.extend(reversed(children))
    return found


def answers(options: SourceOptions, scope: Scope) -> bool:
    """Whether the source has anything to say now."""
    return scope.context.offered_by(options.source, scope.values(options.inputs)) is not None


def _from_source(options: SourceOptions, scope: Scope) -> list[Offered]:
    found = scope.context.offered_by(options.source, scope.values(options.inputs)) or ()
    return [
        Offered(each.value, dict(each.label), dict(each.hint), dict(each.columns))
        for each in found
        if options.where is None or scope.holds(options.where, {"key": each.value, **each.columns})
    ]


def _from_rows(options: RowOptions, scope: Scope) -> Iterator[Offered]:
    """One for each row that has a value of its own, in their order."""
    rows = scope.facts.get(options.rows)
    known: set[str] = set()
    for row in rows if isinstance(rows, list) else []:
        value = str(row.get(options.value) or "") if isinstance(row, Mapping) else ""
        if value and value not in known:
            known.add(value)
            yield Offered(value, _row_label(options, row, value), row=row)


def _row_label(options: RowOptions, row: Mapping[str, Any], value: str) -> Localized:
    cells = {f"row.{column}": cell for column, cell in row.items()}
    texts = options.label or dict.fromkeys(languages(), value)
    return {code: substitute(text, cells, language=code, one_line=True) for code, text in texts.items()}
