"""The next day in a list: `lists.<list>.<column>.next`, as in the next meeting of a board."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from typing import Any

from ventanilla.core.blueprint.package import Package
from ventanilla.records.catalog.models import ListRow, ServiceVersion

NAMED = re.compile(r"\blists\.([a-z][a-z0-9_-]*)\.([a-z][a-z0-9_-]*)\.next\b")


@lru_cache(maxsize=512)
def _named(version_id: int) -> frozenset[tuple[str, str]]:
    definition = ServiceVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return frozenset(NAMED.findall(json.dumps(definition)))


def next_dates(version: ServiceVersion, today: date) -> dict[str, Any]:
    """The first day on or after `today` in each column that the package names; None when there is none left. No
    query for packages that name none."""
    return _next(_named(version.pk), today)


def next_dates_of(package: Package, today: date) -> dict[str, Any]:
    """The same for a package that need not be published."""
    return _next(frozenset(NAMED.findall(package.model_dump_json())), today)


def _next(named: frozenset[tuple[str, str]], today: date) -> dict[str, Any]:
    if not named:
        return {}
    rows = ListRow.objects.filter(list__slug__in={slug for slug, _column in named}, active=True)
    cells: dict[tuple[str, str], list[str]] = {place: [] for place in named}
    for slug, values in rows.values_list("list__slug", "values"):
        for place in named:
            if place[0] == slug and str(values.get(place[1]) or "")[:10] >= today.isoformat():
                cells[place].append(str(values[place[1]])[:10])
    return {f"lists.{slug}.{column}.next": min(days, default=None) for (slug, column), days in cells.items()}
