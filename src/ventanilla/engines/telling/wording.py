"""Why something didn't arrive, in the reader's language: deliveries keep it in English."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

from ventanilla.engines.integrations.wording import plainly as said_of_connections

PLACE = re.compile(r"%\\\((\w+)\\\)s")
SENTENCES = (
    gettext_noop("the signing secret can't be opened any more"),
    gettext_noop("it was switched off before this could be told"),
    gettext_noop("it was paused for a week"),
    gettext_noop("it answered %(what)s and leads elsewhere: write the address where it ends"),
    gettext_noop("%(host)s can't be reached (%(what)s)"),
    gettext_noop("%(host)s gave no answer in time (%(what)s)"),
    gettext_noop("the name %(host)s leads nowhere (%(what)s)"),
    gettext_noop(
        "This address is in a private network. Whoever runs the portal can allow it "
        "(VENTANILLA_PRIVATE_CONNECTIONS)."
    ),
    gettext_noop("Write an address that begins with https://, so that nobody reads along."),
)


def plainly(problem: str) -> str:
    """`problem` in the active language where it is one of ours; else as it is."""
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(problem):
            return gettext(sentence) % found.groupdict()
    return said_of_connections(problem)


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sentence, re.compile(PLACE.sub(r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL))
        for sentence in SENTENCES
    )
