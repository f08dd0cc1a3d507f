"""What goes wrong with the embedded server, in words for the operator."""

from __future__ import annotations


class PostgresFault(RuntimeError):
    """PostgreSQL can't be used as things are; the message says what to do about it."""
