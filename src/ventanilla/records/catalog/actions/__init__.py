"""Changes to the catalogue, each with its entry. `actor=None` is the operator at the command line."""

from __future__ import annotations

from ventanilla.records.catalog.actions.categories import save_category
from ventanilla.records.catalog.actions.lists import Column, Row, save_list
from ventanilla.records.catalog.actions.openings import open_resource
from ventanilla.records.catalog.actions.services import publish, retire

__all__ = ["Column", "Row", "open_resource", "publish", "retire", "save_category", "save_list"]
