"""Doing what has come due, one thing after another: a fault of one holds up no other, and no sweep runs into the next.

After a week without a worker ten thousand things may be due at once. Each is done in a transaction of its own; what is
left when the time is up waits for the next sweep.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError

Key = TypeVar("Key")

SECONDS = 8.0
"""Of a sweep that comes every ten."""
AT_ONCE = 5_000
"""So many are looked for at a time."""

log = logging.getLogger(__name__)


class SomeFailed(RuntimeError):
    """All were tried, and some could not be done: the queue tries the job again later."""


def each(
    due: Iterable[Key], do: Callable[[Key], object], *, seconds: float = SECONDS, strict: bool = False
) -> int:
    """Call `do` with each of `due` in turn, until `seconds` have passed. Returns how many it did (said so by a true
    answer).

    One that fails is logged and left for the next sweep. `strict`: for a job that nothing sweeps up after: it takes
    the time that it needs, and raises SomeFailed at the end. Raises at once when the database can't be used.
    """
    until, done, failed = time.monotonic() + seconds, 0, 0
    for key in due:
        try:
            done += bool(do(key))
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            failed += 1
            log.exception("%r could not be seen to; the others go on", key)
        if not strict and time.monotonic() >= until:
            break
    if strict and failed:
        raise SomeFailed(f"{failed} could not be done")
    return done


def until_none_is_left(sweep: Callable[[float], int], *, seconds: float = SECONDS) -> None:
    """Call `sweep` (which is told how many seconds are left, and says how many things it did) until nothing is left
    to do or the time is up: what was done may have made other things due."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and sweep(left):
        pass
