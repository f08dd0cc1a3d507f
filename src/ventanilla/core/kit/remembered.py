"""A small thing from the database that every page needs: each process keeps it for a moment instead of asking."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Remembered(Generic[T]):
    """What `read()` gives, read anew when it is older than `settings.REMEMBER_SECONDS`.

    Other processes see a change after that time at the latest; the one that made it calls `forget()`.
    """

    def __init__(self, read: Callable[[T | None], T]) -> None:
        """`read` is given what was known before (None at first), so that it may keep it when nothing is new."""
        self._read = read
        self._known: T | None = None
        self._good_until = 0.0

    def __call__(self) -> T:
        if self._known is None or time.monotonic() >= self._good_until:
            self.put(self._read(self._known))
        assert self._known is not None
        return self._known

    def put(self, value: T) -> None:
        """Know this without reading it."""
        self._known = value
        self._good_until = time.monotonic() + settings.REMEMBER_SECONDS

    def forget(self) -> None:
        """Read it anew when it is next asked for."""
        self._known = None
