"""Stored calendars: their hours with holidays and closing days taken out, and how they are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from ventanilla.core.calendars import public_holidays
from ventanilla.core.calendars.actions import (
    add_closing_day,
    change_calendar,
    create_calendar,
    make_default,
    remove_closing_day,
)
from ventanilla.core.calendars.hours import NeverOpen, Stretch
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.queries import default_calendar, holidays_of, working_hours
from ventanilla.core.calendars.week import office_week, read_week
from ventanilla.core.kit.errors import Invalid, NotFound

SPLIT_WEEK = [[["09:00", "14:00"], ["15:00", "18:00"]]] * 5 + [[], []]
ALMUDENA = date(2026, 11, 9)  # a feast of the city, which no list of regions has


def madrid(**changes: Any) -> Calendar:
    given: dict[str, Any] = {
        "slug": "madrid",
        "name": {"es": "Oficina de Madrid", "en": "Madrid office"},
        "zone": "Europe/Madrid",
        "week": SPLIT_WEEK,
        "country": "ES",
        "region": "MD",
    }
    return create_calendar(**{**given, **changes})


# --- Weeks and holidays, without a database


def test_a_stored_week_is_read_as_stretches() -> None:
    week = read_week([[["22:00", "24:00"]], [["00:00", "06:00"], ["22:00", "00:00"]], [], [], [], [], []])
    assert week[:2] == (
        (Stretch(time(22), time()),),
        (Stretch(time(), time(6)), Stretch(time(22), time())),
    )


@pytest.mark.parametrize(
    ("monday", "reason"),
    [
        ([["09:00"]], "Monday: write each stretch as two times"),
        ([["9", "14:00"]], "Monday: write each stretch as two times"),
        ([[9, 14]], "Monday: write each stretch as two times"),
        ("09:00-14:00", "Monday: write each stretch as two times"),
        ([["24:00", "24:00"]], "Monday: write each stretch as two times"),
        ([["22:00", "06:00"]], "Monday: a stretch must close after it opens"),
        ([["09:00", "14:00"], ["13:00", "18:00"]], "Monday: the stretches must come one after the other"),
    ],
)
def test_a_week_that_makes_no_sense_is_refused_by_day(monday: object, reason: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=reason):
        read_week([monday, *[[]] * 6])


@pytest.mark.parametrize("raw", [None, {}, [[]] * 6, "week"])
def test_a_week_has_seven_days(raw: object) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="seven days"):
        read_week(raw)


def test_the_reason_is_told_in_spanish_with_the_name_of_the_day() -> None:
    with translation.override("es"), pytest.raises(ValidationError) as refused:
        read_week([[["22:00", "06:00"]], *[[]] * 6])
    assert refused.value.messages[0].startswith("Lunes: cada tramo tiene que cerrar después de abrir.")


def test_holidays_are_those_of_country_and_region_in_the_language_asked_for() -> None:
    second_of_may = date(2026, 5, 2)
    assert (second_of_may, "Fiesta de la Comunidad de Madrid") in public_holidays.names(
        "ES", "MD", 2026, "es"
    )
    assert (second_of_may, "Madrid Day") in public_holidays.names("ES", "MD", 2026, "en")
    assert second_of_may not in public_holidays.dates("ES", "CT", 2026)
    assert public_holidays.names("ES", "MD", 2026, "fi") == public_holidays.names("ES", "MD", 2026, "es")


# --- Hours of a calendar


@pytest.mark.django_db
def test_hours_leave_out_public_holidays_of_the_region_and_closing_days() -> None:
    calendar = madrid()
    add_closing_day(calendar=calendar, on=ALMUDENA, name={"es": "La Almudena"})
    hours = working_hours(calendar)
    assert hours.zone == ZoneInfo("Europe/Madrid")
    assert not hours.is_working_day(date(2026, 5, 1))
    assert not hours.is_working_day(date(2026, 12, 7))  # Monday after Constitution Day, in Madrid
    assert not hours.is_working_day(ALMUDENA)
    assert hours.due(datetime(2026, 11, 6, 20, tzinfo=UTC), 1, "business_days") == datetime(
        2026, 11, 10, 17, tzinfo=UTC
    )


@pytest.mark.django_db
def test_hours_asked_for_again_need_no_query(django_assert_num_queries: Any) -> None:
    calendar = madrid()
    first = working_hours(calendar)
    with django_assert_num_queries(0):
        assert working_hours(calendar) is first


@pytest.mark.django_db
def test_hours_follow_each_change() -> None:
    calendar = madrid()
    assert working_hours(calendar).is_working_day(ALMUDENA)
    add_closing_day(calendar=calendar, on=ALMUDENA, name={"es": "La Almudena"})
    assert not working_hours(calendar).is_working_day(ALMUDENA)
    remove_closing_day(calendar=calendar, on=ALMUDENA)
    assert working_hours(calendar).is_working_day(ALMUDENA)
    change_calendar(calendar=calendar, week=[[], *SPLIT_WEEK[1:]])
    assert not working_hours(calendar).is_working_day(ALMUDENA)


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_the_hours_as_they_were() -> None:
    calendar = madrid()
    with transaction.atomic():
        add_closing_day(calendar=calendar, on=ALMUDENA, name={"es": "La Almudena"})
        assert not working_hours(calendar).is_working_day(ALMUDENA)
        transaction.set_rollback(True)
    calendar.refresh_from_db()
    assert working_hours(calendar).is_working_day(ALMUDENA)


@pytest.mark.django_db
def test_a_calendar_read_before_a_change_that_nobody_asked_about_has_the_hours_of_today() -> None:
    calendar = madrid()
    add_closing_day(calendar=Calendar.objects.get(), on=ALMUDENA, name={"es": "La Almudena"})
    assert not working_hours(calendar).is_working_day(ALMUDENA)


@pytest.mark.django_db
def test_without_a_country_only_closing_days_are_taken_out() -> None:
    hours = working_hours(madrid(country="", region=""))
    assert hours.is_working_day(date(2026, 12, 25))


@pytest.mark.django_db
def test_a_calendar_without_hours_can_be_kept_but_not_counted_with() -> None:
    hours = working_hours(madrid(week=[[]] * 7))
    with pytest.raises(NeverOpen):
        hours.due(datetime(2026, 7, 6, tzinfo=UTC), 1, "business_hours")


@pytest.mark.django_db
def test_the_year_lists_holidays_and_closing_days_in_order_and_by_name() -> None:
    calendar = madrid()
    add_closing_day(
        calendar=calendar, on=date(2026, 12, 24), name={"es": "Nochebuena", "en": "Christmas Eve"}
    )
    add_closing_day(calendar=calendar, on=date(2027, 12, 24), name={"es": "Nochebuena"})
    assert holidays_of(calendar, 2026, "en")[-2:] == [
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 25), "Christmas Day"),
    ]
    assert holidays_of(calendar, 2026, "es")[0] == (date(2026, 1, 1), "Año Nuevo")


# --- The default


@pytest.mark.django_db
def test_without_any_calendar_the_default_is_office_hours_in_the_portals_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Atlantic/Canary"
    assert default_calendar().pk is None
    hours = working_hours(None)
    assert hours.zone == ZoneInfo("Atlantic/Canary")
    assert hours.week == read_week(office_week())


@pytest.mark.django_db
def test_one_calendar_is_the_default_and_another_can_take_its_place() -> None:
    make_default(calendar=madrid())
    other = make_default(calendar=madrid(slug="other"))
    assert default_calendar() == other
    assert working_hours(None) == working_hours(other)
    with pytest.raises(IntegrityError, match="calendar_one_default"), transaction.atomic():
        Calendar.objects.update(is_default=True)


# --- What actions refuse


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"zone": "Europe/Nowhere"}, {"zone"}),
        ({"zone": "../etc/passwd"}, {"zone"}),
        ({"week": [[]] * 6}, {"week"}),
        ({"name": {"es": " "}}, {"name"}),
        ({"name": "Madrid"}, {"name"}),
        ({"country": "XX", "region": ""}, {"country"}),
        ({"country": "es", "region": ""}, {"country"}),
        ({"region": "ZZ"}, {"region"}),
        ({"country": ""}, {"country"}),
        ({"slug": "not a slug"}, {"slug"}),
    ],
)
def test_what_can_not_be_a_calendar_is_refused_by_field(changes: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        madrid(**changes)
    assert set(refused.value.fields) == fields
    assert not Calendar.objects.exists()


@pytest.mark.django_db
def test_a_slug_is_taken_once() -> None:
    madrid()
    with pytest.raises(Invalid) as refused:
        madrid()
    assert set(refused.value.fields) == {"slug"}


@pytest.mark.django_db
def test_a_change_keeps_what_is_not_given_and_a_refused_one_keeps_everything() -> None:
    calendar = madrid()
    changed = change_calendar(calendar=calendar, region="")
    assert (changed.country, changed.region, changed.week) == ("ES", "", SPLIT_WEEK)
    version = calendar.version
    with pytest.raises(Invalid):
        change_calendar(calendar=calendar, zone="Mars/Olympus")
    assert (calendar.zone, calendar.version) == ("Europe/Madrid", version)
    calendar.refresh_from_db()
    assert (calendar.zone, calendar.version) == ("Europe/Madrid", version)


@pytest.mark.django_db
def test_closing_a_day_twice_renames_it() -> None:
    calendar = madrid()
    add_closing_day(calendar=calendar, on=ALMUDENA, name={"es": "Cierre"})
    add_closing_day(calendar=calendar, on=ALMUDENA, name={"es": "La Almudena"})
    assert [(day.on, day.name) for day in calendar.closing_days.all()] == [(ALMUDENA, {"es": "La Almudena"})]


@pytest.mark.django_db
def test_a_closing_day_needs_a_name_and_must_exist_to_be_removed() -> None:
    calendar = madrid()
    with pytest.raises(Invalid):
        add_closing_day(calendar=calendar, on=ALMUDENA, name={})
    with pytest.raises(NotFound):
        remove_closing_day(calendar=calendar, on=ALMUDENA)
