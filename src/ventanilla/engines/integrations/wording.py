"""What other systems answered, in the reader's language: calls keep it in English."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

PLACE = re.compile(r"%\\\((\w+)\\\)s")
SENTENCES = (
    gettext_noop("nobody in the directory is called “%(name)s”"),
    gettext_noop("nobody in the demonstration directory is called “%(name)s”"),
    gettext_noop("the connection doesn't say where groups stand"),
    gettext_noop("the worker stopped in the middle of it"),
    gettext_noop("the connection %(name)s is switched off"),
    gettext_noop("the services of this department may not use %(name)s"),
    gettext_noop("the answer is larger than %(size)s"),
    gettext_noop("the answer took too long"),
    gettext_noop("the answer has no “%(name)s”"),
    gettext_noop("it answered %(what)s"),
    gettext_noop("the directory said: %(what)s"),
    gettext_noop("the directory broke off (%(what)s)"),
    gettext_noop("the directory doesn't encrypt with STARTTLS"),
    gettext_noop("the directory didn't let us in: %(what)s"),
    gettext_noop("the directory's certificate can't be trusted (%(what)s)"),
    gettext_noop("the directory doesn't encrypt as it should (%(what)s)"),
    gettext_noop("the directory can't be spoken to (%(what)s)"),
)


def plainly(problem: str) -> str:
    """`problem` in the active language where it is one of ours; else as the other system said it."""
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(problem):
            return gettext(sentence) % found.groupdict()
    return problem


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sentence, re.compile(PLACE.sub(r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL))
        for sentence in SENTENCES
    )
