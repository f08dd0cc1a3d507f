"""Small pieces of language that several pages share."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.deadlines import LeadTime
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import listed
from ventanilla.surfaces.ui.format import short_day

__all__ = ["by_when", "ended_once", "is_outdated", "lead_time", "length_of", "listed"]


def ended_once(sentence: str) -> str:
    """A sentence whose last words end it already gets no full stop: «After that: Are you going?», «Norte S. A.»"""
    return sentence[:-1] if sentence.endswith(("?.", "!.", "….", "?».", "?”.", "..")) else sentence


def by_when(due_at: datetime | None) -> str:
    """«by Thu 27 Nov», or that it is late; nothing without a date."""
    if due_at is None:
        return ""
    if due_at < clock.now():
        return _("was due %(day)s") % {"day": short_day(due_at)}
    return _("by %(day)s") % {"day": short_day(due_at)}


def is_outdated(due_at: datetime | None, promised_at: datetime | None) -> bool:
    """Whether the day of a step has passed though who asked was promised a later one: for them that one counts."""
    return bool(due_at and promised_at and due_at < clock.now() and due_at < promised_at)


def length_of(duration: Duration) -> str:
    """«5 working days»."""
    n = duration.amount
    return {
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", n),
        "hours": ngettext("%(n)s hour", "%(n)s hours", n),
        "days": ngettext("%(n)s day", "%(n)s days", n),
        "months": ngettext("%(n)s month", "%(n)s months", n),
        "business_minutes": ngettext("%(n)s working minute", "%(n)s working minutes", n),
        "business_hours": ngettext("%(n)s working hour", "%(n)s working hours", n),
        "business_days": ngettext("%(n)s working day", "%(n)s working days", n),
    }[duration.unit] % {"n": n}


def lead_time(time: LeadTime | None) -> str:
    """«5 working days», «2 hours to 5 working days»; nothing when the service doesn't say."""
    if time is None:
        return ""
    if time.earliest == time.latest:
        return length_of(time.latest)
    if time.earliest.unit == time.latest.unit:
        return _("%(least)s to %(most)s") % {"least": time.earliest.amount, "most": length_of(time.latest)}
    return _("%(least)s to %(most)s") % {"least": length_of(time.earliest), "most": length_of(time.latest)}
