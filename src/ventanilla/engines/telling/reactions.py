"""What an action brings is kept for whom it is to be told, in its transaction; a job sends it."""

from __future__ import annotations

import logging

from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.timeline.actions import attempt
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.actions import is_suppressed
from ventanilla.engines.telling.actions import keep
from ventanilla.engines.telling.events import telling_names
from ventanilla.engines.telling.queries import LISTENING

log = logging.getLogger(__name__)

__all__ = ["keep_for_others", "telling_names"]


def keep_for_others(entries: list[Entry]) -> None:
    """The afterword to `telling_names()`. A fault in it takes back what was kept, and never the action itself."""
    if is_suppressed():
        return
    listening = LISTENING()
    if not listening:
        return
    try:
        with attempt():
            for subscription in keep(entries, listening):
                enqueue("telling.send", subscription=subscription)
    except Exception:
        log.exception("what happened could not be kept for other systems")
