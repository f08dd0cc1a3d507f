"""Calendars as administrators of the portal keep them: who may, and the history, around `core.calendars.actions`.
What is due by a calendar is worked out anew by the reaction to its entry (`engines.workflow`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.calendars import actions as calendars
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory.entries import RowAdded, RowChanged, RowRemoved
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.registers import judge_edition, judge_free, name_given, slug_given
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream

MOST_DAYS = 400
YEARS = range(2000, 2100)
PARTS = ("calendars.closingday",)
EDITED = ("name", "zone", "week", "country", "region", "is_default", "in_use")


def edition(calendar: Calendar) -> str:
    """Which state of the calendar this is, closing days included."""
    return str(calendar.version)


@action
def save_calendar(
    *,
    actor: Person | None,
    calendar: Calendar | None = None,
    slug: str = "",
    name: Mapping[str, str],
    zone: str,
    week: calendars.StoredWeek,
    country: str = "",
    region: str = "",
    edition: str | None = None,
) -> Calendar:
    """Add a calendar, or change its hours, zone and public holidays.

    Raises NotAllowed, Invalid naming the field, Conflict (`changed`) when `edition` isn't the one that stands.
    """
    require(actor is None or is_portal_admin(actor))
    values: dict[str, Any] = {"name": name_given(name), "zone": zone, "week": week}
    values |= {"country": country, "region": region}
    if calendar is None:
        slug = slug_given(Calendar.objects.all(), slug, name)
        made = calendars.create_calendar(slug=slug, **values)
        record(stream(made), RowAdded(what="calendar", key=slug, values=values), actor=actor)
        return made
    known = _locked(calendar, edition)
    before = _values(known)
    after = calendars.change_calendar(calendar=known, **values)
    _tell_changes(after, before, actor)
    return after


@action
def make_default(*, actor: Person | None, calendar: Calendar) -> Calendar:
    """Let it hold for every department that has none of its own. Raises NotAllowed, Conflict when it is out of use."""
    require(actor is None or is_portal_admin(actor))
    known = _locked(calendar)
    if not known.in_use:
        raise Conflict(_("It is out of use. Put it into use first."))
    before = _values(known)
    if not known.is_default:
        _tell_changes(calendars.make_default(calendar=known), before, actor)
    return known


@action
def change_closing_days(
    *,
    actor: Person | None,
    calendar: Calendar,
    closed: Mapping[date, Localized] | None = None,
    opened: Collection[date] = (),
) -> tuple[int, int]:
    """Close it on some days, by name, and open it again on others; on a day that is closed already the name changes.

    Returns how many were closed and opened. Raises NotAllowed, Invalid naming `days`.
    """
    require(actor is None or is_portal_admin(actor))
    wanted = dict(closed or {})
    _judge_days(wanted)
    known = _locked(calendar)
    before = {str(row.on): row.name for row in known.closing_days.all()}
    calendars.set_closing_days(calendar=known, closed=wanted, opened=opened)
    after = {str(row.on): row.name for row in known.closing_days.all()}
    gone = {day: name for day, name in before.items() if after.get(day) != name}
    come = {day: name for day, name in after.items() if before.get(day) != name}
    if gone or come:
        told = {"closing_days": (gone, come)}
        record(stream(known), RowChanged(what="calendar", key=known.slug, changes=told), actor=actor)
    return len(after.keys() - before.keys()), len(before.keys() - after.keys())


@action
def set_in_use(calendar: Calendar, *, actor: Person | None, in_use: bool) -> Calendar:
    """Offer it no more when somebody chooses one, or offer it again. Raises NotAllowed, Conflict for the one that
    holds for everybody."""
    require(actor is None or is_portal_admin(actor))
    known = _locked(calendar)
    if known.is_default and not in_use:
        raise Conflict(_("It holds for everybody who has no other. Choose another one for that first."))
    before = _values(known)
    known.in_use = in_use
    known.save(update_fields=["in_use"])
    _tell_changes(known, before, actor)
    return known


@action
def remove(calendar: Calendar, *, actor: Person | None) -> None:
    """Take it away for good, as long as nothing hangs on it. Raises NotAllowed, Conflict."""
    require(actor is None or is_portal_admin(actor))
    known = _locked(calendar)
    if known.is_default:
        raise Conflict(_("It holds for everybody who has no other. Choose another one for that first."))
    judge_free(known, leaving_out=PARTS)
    record(stream(known), RowRemoved(what="calendar", key=known.slug), actor=actor)
    known.delete()


def stream(calendar: Calendar) -> Stream:
    """Where its history is."""
    return stream_for(SubjectKind.SETTINGS, f"calendar:{calendar.pk}")


def _locked(calendar: Calendar, wanted: str | None = None) -> Calendar:
    known = Calendar.objects.select_for_update().get(pk=calendar.pk)
    judge_edition(wanted, edition(known))
    return known


def _values(calendar: Calendar) -> dict[str, Any]:
    return {name: getattr(calendar, name) for name in EDITED}


def _tell_changes(after: Calendar, before: Mapping[str, Any], actor: Person | None) -> None:
    now = _values(after)
    changes = {name: (old, now[name]) for name, old in before.items() if old != now[name]}
    if changes:
        record(stream(after), RowChanged(what="calendar", key=after.slug, changes=changes), actor=actor)


def _judge_days(closed: Mapping[date, Localized]) -> None:
    said = ""
    if len(closed) > MOST_DAYS:
        said = _("Add up to %(most)s days in one go.") % {"most": MOST_DAYS}
    elif wrong := [day for day in closed if day.year not in YEARS]:
        said = _("%(day)s lies too far away.") % {"day": wrong[0].isoformat()}
    if said:
        raise Invalid(said, {"days": [said]})
