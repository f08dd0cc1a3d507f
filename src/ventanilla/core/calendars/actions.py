"""Changing calendars. Who may do it is asked, and the change is put on record, by the floors above.

Every action brings the calendar it was given up to date, and leaves it alone when it refuses.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from ventanilla.core.calendars.models import Calendar, ClosingDay
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.text import Localized

StoredWeek = Sequence[Sequence[Sequence[str]]]


@transaction.atomic
def create_calendar(
    *, slug: str, name: Localized, zone: str, week: StoredWeek, country: str = "", region: str = ""
) -> Calendar:
    """Make a calendar: `week` as week.py tells it, `country` and `region` as in ISO 3166 ("ES", "MD").

    Raises Invalid.
    """
    calendar = Calendar(slug=slug, name=name, zone=zone, week=week, country=country, region=region)
    _check(calendar)
    calendar.save(force_insert=True)
    return calendar


@transaction.atomic
def change_calendar(
    *,
    calendar: Calendar,
    name: Localized | None = None,
    zone: str | None = None,
    week: StoredWeek | None = None,
    country: str | None = None,
    region: str | None = None,
) -> Calendar:
    """Change what is given and leave the rest; "" takes country or region away.

    Raises Invalid.
    """
    current = _locked(calendar)
    given = {"name": name, "zone": zone, "week": week, "country": country, "region": region}
    for field, value in given.items():
        if value is not None:
            setattr(current, field, value)
    _check(current)
    return _renewed(current, calendar)


@transaction.atomic
def make_default(*, calendar: Calendar) -> Calendar:
    """Make this the calendar of everybody who has none of their own, instead of the one that was."""
    current = _locked(calendar)
    Calendar.objects.filter(is_default=True).exclude(pk=current.pk).update(is_default=False)
    current.is_default = True
    return _renewed(current, calendar)


@transaction.atomic
def add_closing_day(*, calendar: Calendar, on: date, name: Localized) -> ClosingDay:
    """Close the calendar on a date; on one that is closed already, only the name changes. Raises Invalid."""
    current = _locked(calendar)
    closing = ClosingDay.objects.filter(calendar=current, on=on).first() or ClosingDay(
        calendar=current, on=on
    )
    closing.name = name
    _check(closing)
    closing.save()
    _renewed(current, calendar)
    return closing


@transaction.atomic
def remove_closing_day(*, calendar: Calendar, on: date) -> None:
    """Open the calendar again on a date. Raises NotFound when that was no closing day."""
    current = _locked(calendar)
    removed, _rows = ClosingDay.objects.filter(calendar=current, on=on).delete()
    if not removed:
        raise NotFound(_("That date is not a closing day of this calendar."))
    _renewed(current, calendar)


@transaction.atomic
def set_closing_days(
    *, calendar: Calendar, closed: Mapping[date, Localized], opened: Collection[date] = ()
) -> None:
    """Close the calendar on many dates at once, and open it again on others. Raises Invalid."""
    current = _locked(calendar)
    rows = [ClosingDay(calendar=current, on=on, name=name) for on, name in closed.items()]
    for row in rows:
        _check(row, unique=False)
    ClosingDay.objects.filter(calendar=current, on__in=set(opened) - closed.keys()).delete()
    ClosingDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["calendar", "on"], update_fields=["name"]
    )
    _renewed(current, calendar)


def _locked(calendar: Calendar) -> Calendar:
    return Calendar.objects.select_for_update().get(pk=calendar.pk)


def _renewed(current: Calendar, calendar: Calendar) -> Calendar:
    """Store `current` as another version, and bring the caller's `calendar` up to it."""
    current.version = uuid.uuid4()
    current.save()
    calendar.refresh_from_db()
    return calendar


def _check(row: models.Model, *, unique: bool = True) -> None:
    try:
        row.full_clean(validate_unique=unique, validate_constraints=unique)
    except ValidationError as error:
        raise Invalid(_("Some details of the calendar need another look."), error.message_dict) from error
