"""Reads of the search."""

from __future__ import annotations

from ventanilla.engines.search.queries.results import Hit, Results, search, suggest
from ventanilla.engines.search.queries.tickets import ticket_called

__all__ = ["Hit", "Results", "search", "suggest", "ticket_called"]
