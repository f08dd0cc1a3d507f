"""Lengths of time in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.blueprint.thresholds import Threshold
from ventanilla.core.kit.text import kept_by_language

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def length(time: timedelta) -> str:
    """The largest unit that fits, rounded down: "2 days", "5 hours", "12 minutes"."""
    if time >= DAY:
        return ngettext("%(count)d day", "%(count)d days", time // DAY) % {"count": time // DAY}
    if time >= HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", time // HOUR) % {"count": time // HOUR}
    return ngettext("%(count)d minute", "%(count)d minutes", time // MINUTE) % {"count": time // MINUTE}


def working_length(time: timedelta) -> str:
    """Working time, in which a day has no fixed length: "30 working hours", "12 working minutes"."""
    if time >= HOUR:
        hours = time // HOUR
        return ngettext("%(count)d working hour", "%(count)d working hours", hours) % {"count": hours}
    minutes = time // MINUTE
    return ngettext("%(count)d working minute", "%(count)d working minutes", minutes) % {"count": minutes}


def working_days(days: int) -> str:
    """«3 working days»."""
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}


@kept_by_language
def promised(amount: int, unit: str) -> str:
    """A promise as the service says it: «4 working hours», «2 days»."""
    if unit == "business_days":
        return working_days(amount)
    if unit == "months":
        return ngettext("%(count)d month", "%(count)d months", amount) % {"count": amount}
    length_of = working_length if unit.startswith("business_") else length
    size = {"minutes": MINUTE, "hours": HOUR, "days": DAY}[unit.removeprefix("business_")]
    return length_of(amount * size)


def of_day(day: ByDay, names: Mapping[str, str]) -> str:
    """The day by which a promise ends, as the service says it: «2 working days before the day given in “Needed on”»."""
    fact = day.by.get("fact") if isinstance(day.by, dict) else None
    name = names.get(str(fact), "")
    told = _("the day given in “%(name)s”") % {"name": name} if name else _("a day that is worked out")
    for length, words in (
        (day.before, _("%(time)s before %(day)s")),
        (day.after, _("%(time)s after %(day)s")),
    ):
        if length:
            told = words % {"time": promised(length.amount, length.unit), "day": told}
    return told


def what_happens(threshold: Threshold) -> list[str]:
    """What a threshold does, a line each: «Tells the lead of the team», «Raises the urgency»."""
    who = {
        "team": _("the team"),
        "assignee": _("the person in charge"),
        "lead": _("the lead of the team"),
        "owner": _("the owner of the service"),
    }
    lines = []
    if threshold.notify:
        names = ", ".join(who.get(name, name) for name in threshold.notify)
        lines.append(_("tells %(names)s") % {"names": names})
    if threshold.urgency == "raise":
        lines.append(_("raises the urgency"))
    elif threshold.urgency:
        lines.append(_("sets the urgency"))
    if threshold.team:
        lines.append(_("gives it to %(team)s") % {"team": threshold.team})
    return lines
