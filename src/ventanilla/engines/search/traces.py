"""What a link carries, so that the page it leads to can tell which search led there: signed, and of use to the one
who searched alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core import signing

from ventanilla.engines.search.choices import Origin

SALT = "search.trace"
LASTS = 24 * 3600  # seconds
LONGEST = 2_000


@dataclass(frozen=True)
class Trace:
    """A need that is recorded, or (`need` 0) a suggestion: what was typed and where, and a key so that it counts
    once."""

    person: int
    need: int = 0
    position: int = 0
    text: str = ""
    key: str = ""
    origin: str = Origin.SEARCH.value


def of_need(person: int, need: int, position: int = 0) -> str:
    """For the link of the result at `position` (from 1; 0: no result of the search itself)."""
    return signing.dumps([person, need, position], salt=SALT, compress=True)


def of_suggestion(person: int, text: str, position: int, key: str, origin: Origin = Origin.SEARCH) -> str:
    """For the link of a suggestion; its need is recorded when the link is followed."""
    return signing.dumps([person, 0, position, text, key, origin.value], salt=SALT, compress=True)


def new_key() -> str:
    """The name of one list of suggestions."""
    return secrets.token_hex(8)


def read(written: str) -> Trace | None:
    """The trace again; None when it was made up, or is more than a day old."""
    if not written or len(written) > LONGEST:
        return None
    try:
        return Trace(*signing.loads(written, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, TypeError, ValueError):
        return None
