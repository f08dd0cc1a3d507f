"""Reads about lists: the rows that questions offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ventanilla.core.blueprint.declared import Known
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.kit.text import languages
from ventanilla.core.people.choices import AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.records.catalog.models import ListRow, LookupList
from ventanilla.records.intake.sources import known_sources

ROWS = StandingRows(lambda slug: ListRow.objects.filter(list__slug=slug, active=True), slug="")
LISTS = StandingRows(lambda slug: LookupList.objects.filter(slug=slug), slug="")


class Lists:
    """The rows of lists, each list read once. Make one for each page or job, so that nothing in it gets
    old.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[ListRow]] = {}

    def rows(self, slug: str) -> Sequence[ListRow]:
        """The active rows in their order; none when there is no such list."""
        if slug not in self._rows:
            self._rows[slug] = ROWS(slug=slug)
        return self._rows[slug]

    def public_columns(self, slug: str) -> Mapping[str, FactType]:
        """The columns that everybody may know, with their types."""
        columns = LookupList.objects.filter(slug=slug).values_list("columns", flat=True).first() or []
        return {column["key"]: FactType(column["type"]) for column in columns if column.get("public")}


def list_source() -> Lists:
    """A fresh source of rows for one page or job."""
    return Lists()


def column_labels(slug: str) -> dict[str, dict[str, str]]:
    """What the columns of a list are called, by key; a column without words of its own is called by its key."""
    return {
        column["key"]: dict(column.get("label") or dict.fromkeys(languages(), column["key"]))
        for found in LISTS(slug=slug)
        for column in found.columns
    }


def known_to_packages() -> Known:
    """What packages may refer to besides themselves: the columns of all lists and people's own attributes."""
    lists = dict(LookupList.objects.values_list("slug", "columns"))
    attributes = AttributeDefinition.objects.filter(subject=AttributeSubject.PERSON)
    return Known(
        lists={slug: _types(columns) for slug, columns in lists.items()},
        attributes={row.key: _of_attribute(row) for row in attributes},
        sources={name: source.columns for name, source in known_sources().items()},
    )


def _of_attribute(row: AttributeDefinition) -> FactDeclaration:
    """What is known of a person stays on the server."""
    match row.type:
        case AttributeType.CHOICE:
            values = frozenset(str(one["value"]) for one in row.options)
            return FactDeclaration(FactType.CHOICE, values, public=False)
        case AttributeType.EMAIL:
            return FactDeclaration(FactType.TEXT, public=False)
    return FactDeclaration(FactType(row.type), public=False)


def _types(columns: Sequence[Mapping[str, Any]]) -> dict[str, FactType | FactDeclaration]:
    """A column is known to the server only, unless the list says that it is public."""
    found: dict[str, FactType | FactDeclaration] = {
        column["key"]: FactDeclaration(FactType(column["type"]), public=True)
        if column.get("public")
        else FactType(column["type"])
        for column in columns
    }
    return {**found, "label": FactType.TEXT}
