"""Reading calendars."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from ventanilla.core.calendars import public_holidays
from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.week import read_week
from ventanilla.core.kit.text import pick


def default_calendar() -> Calendar:
    """The calendar of those who have none of their own.

    Where no calendar is marked as the default yet it is one that isn't stored: office hours from Monday to
    Friday in the portal's time zone, without holidays. It has no primary key, so don't point at it.
    """
    found = Calendar.objects.filter(is_default=True).first()
    return found or Calendar(
        slug="default", name={"en": "Office hours", "es": "Horario de oficina"}, zone=settings.TIME_ZONE
    )


def working_hours(calendar: Calendar | None) -> WorkingHours:
    """The working hours of `calendar`, holidays and closing days taken out; of the default one for None.

    Kept by version: without a query when they have been asked for before.
    """
    calendar = calendar or default_calendar()
    if calendar.pk is None:
        return _hours(calendar, frozenset())
    try:
        return _kept(calendar.pk, calendar.version)
    except Calendar.DoesNotExist:  # it was changed after the caller had read it
        return working_hours(Calendar.objects.get(pk=calendar.pk))


def holidays_of(calendar: Calendar, year: int, language: str) -> list[tuple[date, str]]:
    """The public holidays and closing days of a year in order, each with its name in `language` ("es").

    A date that is both comes twice, the public holiday first.
    """
    public = public_holidays.names(calendar.country, calendar.region, year, language)
    own = calendar.closing_days.filter(on__year=year).order_by("on") if calendar.pk else ()
    named = [(closing.on, pick(closing.name, [language])) for closing in own]
    return sorted([*public, *named], key=lambda day: day[0])


@dataclass(frozen=True)
class _Closed:
    """Whether a date is a public holiday or a closing day."""

    country: str
    region: str
    closing_days: frozenset[date]

    def __call__(self, day: date) -> bool:
        return day in self.closing_days or day in public_holidays.dates(self.country, self.region, day.year)


@lru_cache(maxsize=512)
def _kept(pk: int, version: uuid.UUID) -> WorkingHours:
    calendar = Calendar.objects.get(pk=pk, version=version)
    return _hours(calendar, frozenset(calendar.closing_days.values_list("on", flat=True)))


def _hours(calendar: Calendar, closing_days: frozenset[date]) -> WorkingHours:
    closed = _Closed(calendar.country, calendar.region, closing_days)
    return WorkingHours(ZoneInfo(calendar.zone), read_week(calendar.week), closed)
