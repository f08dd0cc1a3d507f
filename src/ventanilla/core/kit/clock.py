"""The one place that knows what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """The present instant in UTC, or the one that `frozen` has set."""
    return _moved_to.get() or datetime.now(UTC)


def today(zone: tzinfo) -> date:
    """The calendar date of `now()` in `zone`."""
    return now().astimezone(zone).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Move the clock to `at` (aware) within the block: for the demo, imports and tests.

    Raises ValueError when `at` is naive.
    """
    if at.tzinfo is None:
        raise ValueError("frozen() needs an aware datetime")
    token = _moved_to.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)
