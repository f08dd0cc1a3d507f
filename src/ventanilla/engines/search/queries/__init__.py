"""Reads of the search."""

from __future__ import annotations

from ventanilla.engines.search.queries.needs import document_of, need_of, need_with
from ventanilla.engines.search.queries.results import Hit, Results, nearest, search, suggest
from ventanilla.engines.search.queries.tickets import ticket_called

__all__ = [
    "Hit",
    "Results",
    "document_of",
    "nearest",
    "need_of",
    "need_with",
    "search",
    "suggest",
    "ticket_called",
]
