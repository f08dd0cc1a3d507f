"""Whoever is to hear of something is told by a job, once the transaction is through."""

from __future__ import annotations

from ventanilla.core.kit import jobs
from ventanilla.core.timeline.entries import known_types
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.actions import is_suppressed


def heard_names() -> frozenset[str]:
    """The names of all entry types that somebody hears of. Complete once every app's entries are imported."""
    return frozenset(name for name, kind in known_types().items() if kind.hears)


def tell_later(entries: list[Entry]) -> None:
    """The afterword to `heard_names()`: all that one action brought is told together."""
    if not is_suppressed():
        jobs.enqueue("notifications.tell", entries=[entry.pk for entry in entries])
