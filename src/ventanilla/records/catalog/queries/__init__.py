"""Reads of the catalogue."""

from __future__ import annotations

from ventanilla.records.catalog.queries.categories import Shelf, categories_for
from ventanilla.records.catalog.queries.list_dates import next_dates, next_dates_of
from ventanilla.records.catalog.queries.lists import Lists, column_labels, known_to_packages, list_source
from ventanilla.records.catalog.queries.naming import services_naming, services_saying
from ventanilla.records.catalog.queries.opening import Opening, opening
from ventanilla.records.catalog.queries.openings import opened_most, times_opened
from ventanilla.records.catalog.queries.promises import Ahead, approvals_of, promise, steps_of, told_until
from ventanilla.records.catalog.queries.services import (
    designed_by,
    meant_for,
    service_for,
    service_to_ask,
    services_for,
)
from ventanilla.records.catalog.versions import package_of

__all__ = [
    "Ahead",
    "Lists",
    "Opening",
    "Shelf",
    "approvals_of",
    "categories_for",
    "column_labels",
    "designed_by",
    "known_to_packages",
    "list_source",
    "meant_for",
    "next_dates",
    "next_dates_of",
    "opened_most",
    "opening",
    "package_of",
    "promise",
    "service_for",
    "service_to_ask",
    "services_for",
    "services_naming",
    "services_saying",
    "steps_of",
    "times_opened",
    "told_until",
]
