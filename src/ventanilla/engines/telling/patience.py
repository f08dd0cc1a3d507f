"""How long something is tried, and when a subscription is left in peace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TRIED_FOR = timedelta(hours=24)
WAITS = (10, 60, 300, 900, 1800, 3600, 7200, 10_800, 14_400)
"""Seconds before each further try of the same thing; the last one for all that follow."""

RESTS = (10, 30, 60, 300, 600)
"""Seconds in which nothing at all is sent, by how many tries have failed one after another."""

FAILING_FOR = timedelta(days=3)
MANY_FAILURES = 10
LONGEST_WISH = 3600
"""Seconds for which the other side may ask us to wait (Retry-After)."""


class Fate(StrEnum):
    """What came of a try."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    GONE = "gone"
    AGAIN = "again"


@dataclass(frozen=True)
class Outcome:
    """What came of a try: what was answered, if anything was, else the problem; `wait`: what the other side asked for,
    in seconds."""

    fate: Fate
    status: int | None = None
    excerpt: str = ""
    problem: str = ""
    wait: int = 0


def next_try(tries: int, now: datetime, until: datetime, wish: int) -> datetime | None:
    """When to try again after so many tries; None when the time is over. The last try is at the end of it."""
    if now >= until:
        return None
    wait = max(WAITS[min(tries, len(WAITS)) - 1], min(wish, LONGEST_WISH))
    return min(now + timedelta(seconds=wait), until)


def rest(failures: int, now: datetime) -> datetime:
    """Until when nothing is sent after so many failures in a row."""
    return now + timedelta(seconds=RESTS[min(failures, len(RESTS)) - 1])
