"""Silence: nobody is told of what happens within."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_suppressed: ContextVar[bool] = ContextVar("notifications_suppressed", default=False)


@contextmanager
def suppressed() -> Iterator[None]:
    """Within the block nobody is told of anything: for the demo and for imports.

    It is decided when an action ends, not when its job runs: such an action makes no job, so there is neither a
    notification nor a mail later on, whichever process works then.
    """
    token = _suppressed.set(True)
    try:
        yield
    finally:
        _suppressed.reset(token)


def is_suppressed() -> bool:
    """Whether nobody is to be told now."""
    return _suppressed.get()
