"""Changes to the catalogue, each with its entry. `actor=None` is the operator at the command line."""

from __future__ import annotations

from ventanilla.records.catalog.actions.categories import (
    edition_of_category,
    remove_category,
    save_category,
    set_category_in_use,
)
from ventanilla.records.catalog.actions.lists import Column, Row, save_list
from ventanilla.records.catalog.actions.openings import open_resource
from ventanilla.records.catalog.actions.services import publish, retire

__all__ = [
    "Column",
    "Row",
    "edition_of_category",
    "open_resource",
    "publish",
    "remove_category",
    "retire",
    "save_category",
    "save_list",
    "set_category_in_use",
]
