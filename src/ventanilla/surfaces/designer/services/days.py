"""A day on which something ends or goes on, in words: «2 working days before the day given in “Needed on”»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.blueprint.blocks.base import Deadline
from ventanilla.core.blueprint.durations import Duration
from ventanilla.surfaces.ui.tickets.words import length_of

Names = Callable[[str], str]
"""What people call a fact; of the end of a block, the block."""


def is_end(fact: str) -> bool:
    """Whether it is the moment at which a block was over."""
    return fact.startswith("outputs.") and fact.endswith(".ended_at")


def deadline_words(deadline: Deadline, name_of: Names) -> str:
    """Until when it has to be over."""
    if deadline.within:
        return _("Has to be over within %(time)s") % {"time": length_of(deadline.within)}
    day = _day(deadline.by, deadline.before or deadline.after, name_of)
    if deadline.before:
        return _("Has to be over %(time)s before %(day)s") % {"time": length_of(deadline.before), "day": day}
    if deadline.after:
        return _("Has to be over %(time)s after %(day)s") % {"time": length_of(deadline.after), "day": day}
    return _("Has to be over by %(day)s") % {"day": day}


def wait_words(block: Wait, name_of: Names) -> str:
    """Until when it waits."""
    day = _day(block.until, block.before or block.after, name_of)
    if block.before:
        day = _("%(time)s before %(day)s") % {"time": length_of(block.before), "day": day}
    if block.after:
        day = _("%(time)s after %(day)s") % {"time": length_of(block.after), "day": day}
    return _("%(day)s, at %(time)s") % {"day": day, "time": block.at} if block.at else day


def _day(value: Any, offset: Duration | None, name_of: Names) -> str:
    fact = value.get("fact") if isinstance(value, Mapping) else None
    if not isinstance(fact, str):
        return _("a day that is worked out")
    if not is_end(fact):
        return _("the day given in “%(name)s”") % {"name": name_of(fact)}
    return _("the end of “%(name)s”") % {"name": name_of(fact)} if offset else _("a day that is worked out")
