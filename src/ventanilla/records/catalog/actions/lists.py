"""Saving lists: all rows at once, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.catalog.choices import ColumnType
from ventanilla.records.catalog.entries import ListSaved
from ventanilla.records.catalog.models import ListRow, LookupList
from ventanilla.records.catalog.policies import may_design_in

PUBLIC = "public"


@dataclass(frozen=True)
class Column:
    """A typed column; its values can be used in rules as `answers.<question>.<key>`. What is `public` may be known to
    whoever sees the form; the others stay on the server."""

    key: str
    type: ColumnType
    label: Localized = field(default_factory=dict)
    public: bool = False

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"key": self.key, "type": self.type.value, "label": dict(self.label)}
        return {**told, "public": True} if self.public else told

    def told(self) -> str:
        """How the first line of a file says what it holds: `money`, `money:public`."""
        return f"{self.type.value}:{PUBLIC}" if self.public else self.type.value


@dataclass(frozen=True)
class Row:
    """`values` by column key, as JSON: text, number, {"amount", "currency"}, "YYYY-MM-DD", true or
    false; empty ones are left out.
    """

    key: str
    label: Localized
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Changes:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deactivated: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deactivated)


@action
def save_list(
    *,
    actor: Person | None,
    slug: str,
    name: Localized,
    department: Department,
    columns: Sequence[Column],
    rows: Sequence[Row],
) -> LookupList:
    """Make the list `slug` hold exactly `columns` and `rows`, in this order. Rows that aren't among them
    any more are no longer offered, but kept for the tickets that chose them. Nothing is recorded when
    nothing changes.

    `actor=None` is the operator. Raises NotAllowed, or Invalid when two rows have one key.
    """
    require(may_design_in(actor, department))
    found = (
        LookupList.objects.select_for_update(of=("self",))
        .filter(slug=slug)
        .select_related("department")
        .first()
    )
    if found:
        require(may_design_in(actor, found.department))
    _require_distinct(rows)
    row_list = found or LookupList(slug=slug)
    reshaped = _set_head(row_list, name, department, columns)
    changes = _set_rows(row_list, rows)
    if reshaped or changes:
        _record(row_list, columns, rows, changes, actor)
    return row_list


def _set_head(
    row_list: LookupList, name: Localized, department: Department, columns: Sequence[Column]
) -> bool:
    """Whether anything but the rows changed."""
    wanted = {"name": name, "department": department, "columns": [column.to_json() for column in columns]}
    if row_list.pk and all(getattr(row_list, field) == value for field, value in wanted.items()):
        return False
    for attribute, value in wanted.items():
        setattr(row_list, attribute, value)
    row_list.save()
    return True


def _set_rows(row_list: LookupList, rows: Sequence[Row]) -> _Changes:
    changes = _Changes()
    known = {row.key: row for row in row_list.rows.all()}
    fresh, moved = [], []
    for position, row in enumerate(rows):
        wanted = {"label": dict(row.label), "values": dict(row.values), "position": position, "active": True}
        stored = known.pop(row.key, None)
        if stored is None:
            fresh.append(ListRow(list=row_list, key=row.key, **wanted))
            changes.added.append(row.key)
        elif any(getattr(stored, attribute) != value for attribute, value in wanted.items()):
            for attribute, value in wanted.items():
                setattr(stored, attribute, value)
            moved.append(stored)
            changes.changed.append(row.key)
    gone = [row for row in known.values() if row.active]
    changes.deactivated += [row.key for row in gone]
    ListRow.objects.filter(pk__in=[row.pk for row in gone]).update(active=False)
    ListRow.objects.bulk_update(moved, ["label", "values", "position", "active"], batch_size=500)
    ListRow.objects.bulk_create(fresh, batch_size=500)
    return changes


def _require_distinct(rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            text = _("Two rows have the key “%(key)s”: give each its own.") % {"key": row.key}
            raise Invalid(text, {row.key: [text]})
        seen.add(row.key)


def _record(
    row_list: LookupList,
    columns: Sequence[Column],
    rows: Sequence[Row],
    changes: _Changes,
    actor: Person | None,
) -> None:
    entry = ListSaved(
        list=row_list.slug,
        columns={column.key: column.told() for column in columns},
        rows=len(rows),
        added=tuple(changes.added),
        changed=tuple(changes.changed),
        deactivated=tuple(changes.deactivated),
    )
    record(stream_for(SubjectKind.SETTINGS, f"list:{row_list.pk}"), entry, actor=actor)
