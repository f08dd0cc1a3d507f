"""Writes of the search."""

from __future__ import annotations

from ventanilla.engines.search.actions.asking import ask
from ventanilla.engines.search.actions.gaps import close_gap, mend_by_synonym, release_gap, take_gap
from ventanilla.engines.search.actions.index import index, rebuild
from ventanilla.engines.search.actions.looking import forget, look, missing, opened
from ventanilla.engines.search.actions.solving import asked, not_solved, solved
from ventanilla.engines.search.actions.synonyms import load_starter, remove_synonym, save_synonym

__all__ = [
    "ask",
    "asked",
    "close_gap",
    "forget",
    "index",
    "load_starter",
    "look",
    "mend_by_synonym",
    "missing",
    "not_solved",
    "opened",
    "rebuild",
    "release_gap",
    "remove_synonym",
    "save_synonym",
    "solved",
    "take_gap",
]
