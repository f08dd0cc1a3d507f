"""Playing the past, piece by piece: `play` goes on where it was left."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from ventanilla.demo.past.filling import fill_forms
from ventanilla.demo.past.frame import COUNT, Frame, frame
from ventanilla.demo.past.life import live
from ventanilla.demo.past.plan import LENGTH, Cast, Wish, plan
from ventanilla.demo.past.searching import A_WEEK, search_week
from ventanilla.engines.notifications.actions import suppressed

log = logging.getLogger(__name__)

SEARCHES = 0.7  # for each request
FORMS = timedelta(days=120)
"""How the forms of earlier requests were filled in is forgotten by now."""


def play(
    count: int = COUNT,
    *,
    after: int = -1,
    seconds: float = float("inf"),
    progress: Callable[[int, int], None] | None = None,
) -> int | None:
    """Play what is missing of the first `count` requests behind position `after`, then the searches.

    Each request is in a transaction of its own; one that can't be played is logged and left out. Stops after some
    `seconds` and returns the position to go on `after`; None when all is done. `progress` hears how many of how many
    requests there are.
    """
    until = time.monotonic() + seconds
    whole, cast = frame(), Cast()
    played = whole.played(count)
    for wish in plan(whole.until, count):
        if wish.position <= after or wish.position in played:
            continue
        if _played(wish, whole, cast):
            played.add(wish.position)
        if progress:
            progress(len(played), count)
        if time.monotonic() > until:
            return wish.position
    return _search(whole, cast, count, until)


def _played(wish: Wish, whole: Frame, cast: Cast) -> bool:
    try:
        with transaction.atomic(), suppressed():
            live(wish, whole.first + wish.position, cast, whole.until)
    except Exception:
        log.exception("request %s of the past could not be played", wish.position)
        return False
    return True


def _search(whole: Frame, cast: Cast, count: int, until: float) -> int | None:
    """The weeks of searches that are missing; a time that is up means that there may be more."""
    weeks = LENGTH // A_WEEK
    for week in range(weeks):
        first = whole.until - LENGTH + timedelta(weeks=week)
        with transaction.atomic(), suppressed():
            made = search_week(first, max(1, round(count * SEARCHES / weeks)), cast)
        if made and time.monotonic() > until:
            return count
    with transaction.atomic():
        fill_forms(whole.until - FORMS, whole.until)
    return None
