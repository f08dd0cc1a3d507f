"""Working hours by example: the rules a person would state, with the dates written out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.calendars.hours import UNITS, NeverOpen, Stretch, WorkingHours
from ventanilla.core.calendars.wall import months_later

MADRID = ZoneInfo("Europe/Madrid")
CHRISTMAS = date(2026, 12, 25)
SPRING_SUNDAY = date(2026, 3, 29)  # 02:00 becomes 03:00
AUTUMN_SUNDAY = date(2026, 10, 25)  # 03:00 becomes 02:00


def stretch(text: str) -> Stretch:
    opens, closes = text.split("-")
    return Stretch(time.fromisoformat(opens), time() if closes == "24:00" else time.fromisoformat(closes))


def daily(
    *stretches: str, days: int = 5, zone: ZoneInfo = MADRID, closed: tuple[date, ...] = ()
) -> WorkingHours:
    """The same stretches on the first `days` days of the week."""
    one = tuple(stretch(text) for text in stretches)
    return WorkingHours(zone, (one,) * days + ((),) * (7 - days), frozenset(closed).__contains__)


def at(text: str, zone: ZoneInfo = MADRID, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


OFFICE = daily("09:00-14:00", "15:00-18:00", closed=(CHRISTMAS,))
ALWAYS = daily("00:00-24:00", days=7)
HOURS = timedelta(hours=1)


# --- Open and closed


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-07-06 08:59", False),
        ("2026-07-06 09:00", True),
        ("2026-07-06 13:59", True),
        ("2026-07-06 14:00", False),
        ("2026-07-06 15:00", True),
        ("2026-07-06 18:00", False),
        ("2026-07-05 10:00", False),
        ("2026-12-25 10:00", False),
    ],
)
def test_is_open_from_the_opening_up_to_but_without_the_closing(instant: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(instant)) is is_open


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2026-07-06 10:30", "2026-07-06 10:30"),
        ("2026-07-06 14:00", "2026-07-06 15:00"),
        ("2026-07-03 18:00", "2026-07-06 09:00"),
        ("2026-12-24 20:00", "2026-12-28 09:00"),
    ],
)
def test_next_opening_is_now_when_open_and_else_the_next_stretch(instant: str, opening: str) -> None:
    assert OFFICE.next_opening(at(instant)) == at(opening)


def test_results_are_in_utc_whatever_the_zone_of_the_start() -> None:
    start = datetime(2026, 7, 6, 3, 0, tzinfo=ZoneInfo("America/New_York"))
    assert OFFICE.add(start, HOURS).tzinfo is UTC
    assert OFFICE.add(start, HOURS) == at("2026-07-06 10:00")


# --- Working time


@pytest.mark.parametrize(
    ("start", "working", "end"),
    [
        ("2026-07-06 10:00", 2 * HOURS, "2026-07-06 12:00"),
        ("2026-07-06 13:30", 1 * HOURS, "2026-07-06 15:30"),
        ("2026-07-06 09:00", 8 * HOURS, "2026-07-06 18:00"),
        ("2026-07-06 09:00", 9 * HOURS, "2026-07-07 10:00"),
        ("2026-07-03 17:00", 2 * HOURS, "2026-07-06 10:00"),
        ("2026-07-04 11:00", 1 * HOURS, "2026-07-06 10:00"),
        ("2026-12-24 17:00", 2 * HOURS, "2026-12-28 10:00"),
        ("2026-07-06 09:00", 400 * HOURS, "2026-09-11 18:00"),
        ("2026-07-04 11:00", 0 * HOURS, "2026-07-04 11:00"),
    ],
)
def test_add_counts_working_time_only(start: str, working: timedelta, end: str) -> None:
    assert OFFICE.add(at(start), working) == at(end)


def test_between_counts_stretches_and_leaves_out_the_break_the_weekend_and_the_closed_day() -> None:
    assert OFFICE.between(at("2026-07-06 13:00"), at("2026-07-06 16:00")) == 2 * HOURS
    assert OFFICE.between(at("2026-12-24 17:00"), at("2026-12-28 10:00")) == 2 * HOURS
    assert OFFICE.between(at("2026-07-01 00:00"), at("2026-08-01 00:00")) == 23 * 8 * HOURS


def test_between_is_nothing_when_the_end_is_not_after_the_start() -> None:
    assert OFFICE.between(at("2026-07-07 10:00"), at("2026-07-06 10:00")) == timedelta()
    assert OFFICE.between(at("2026-07-06 10:00"), at("2026-07-06 10:00")) == timedelta()


def test_a_stretch_may_last_to_midnight_and_go_on_the_next_day() -> None:
    nights = daily("00:00-06:00", "22:00-24:00", days=7)
    assert nights.add(at("2026-07-06 23:00"), 3 * HOURS) == at("2026-07-07 02:00")
    assert nights.is_open(at("2026-07-07 00:00"))
    assert nights.closing(date(2026, 7, 6)) == at("2026-07-07 00:00")


def test_adding_500_working_hours_takes_well_under_a_hundredth_of_a_second() -> None:
    OFFICE.add(at("2026-07-06 10:00"), 500 * HOURS)
    begun = perf_counter()
    for _ in range(20):
        OFFICE.add(at("2026-07-06 10:00"), 500 * HOURS)
    assert (perf_counter() - begun) / 20 < 0.01


# --- Clock changes


def test_the_spring_night_is_an_hour_shorter_and_the_autumn_night_an_hour_longer() -> None:
    spring, autumn = (SPRING_SUNDAY, AUTUMN_SUNDAY)
    assert ALWAYS.between(at(f"{spring} 00:00"), at(f"{spring + timedelta(1)} 00:00")) == 23 * HOURS
    assert ALWAYS.between(at(f"{autumn} 00:00"), at(f"{autumn + timedelta(1)} 00:00")) == 25 * HOURS


def test_office_hours_keep_their_place_on_the_wall_across_a_clock_change() -> None:
    assert OFFICE.add(at("2026-03-27 17:00"), 2 * HOURS) == at("2026-03-30 10:00")
    assert OFFICE.add(at("2026-10-23 17:00"), 2 * HOURS) == at("2026-10-26 10:00")


def test_a_stretch_wholly_in_the_gap_does_not_exist_and_its_day_does_not_work() -> None:
    hours = daily("02:15-02:45", days=7)
    assert hours.spans(SPRING_SUNDAY) == ()
    assert not hours.is_working_day(SPRING_SUNDAY)
    assert hours.next_opening(at("2026-03-28 12:00")) == at("2026-03-30 02:15")


def test_a_stretch_that_opens_in_the_gap_opens_when_the_clock_jumps() -> None:
    hours = daily("02:30-09:00", days=7)
    assert hours.spans(SPRING_SUNDAY) == ((at("2026-03-29 03:00"), at("2026-03-29 09:00")),)


def test_a_stretch_that_closes_in_the_gap_closes_when_the_clock_jumps() -> None:
    hours = daily("00:00-02:30", days=7)
    assert hours.closing(SPRING_SUNDAY) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_a_time_that_comes_twice_means_the_first_one() -> None:
    hours = daily("00:00-02:30", "02:30-08:00", days=7)
    edge = at("2026-10-25 02:30", fold=0)
    assert hours.spans(AUTUMN_SUNDAY) == (
        (at("2026-10-25 00:00"), edge),
        (edge, at("2026-10-25 08:00")),
    )
    assert hours.between(at("2026-10-25 00:00"), at("2026-10-25 08:00")) == 9 * HOURS


def test_a_stretch_within_the_repeated_hour_is_open_once() -> None:
    hours = daily("02:15-02:45", days=7)
    assert hours.is_open(at("2026-10-25 02:30", fold=0))
    assert not hours.is_open(at("2026-10-25 02:30", fold=1))


def test_a_night_that_falls_back_over_midnight_counts_no_minute_twice() -> None:
    st_johns = ZoneInfo("America/St_Johns")  # until 2011 the clock went from 00:01 back to 23:01
    hours = daily("00:00-24:00", days=7, zone=st_johns)
    since, until = at("2005-10-29 12:00", st_johns), at("2005-10-30 12:00", st_johns)
    assert hours.between(since, until) == 25 * HOURS
    assert hours.is_open(at("2005-10-29 23:30", st_johns, fold=1))
    again = at("2005-10-29 23:10", st_johns, fold=1), at("2005-10-29 23:40", st_johns, fold=1)
    assert hours.between(*again) == timedelta(minutes=30)


def test_a_day_whose_midnight_is_jumped_over_closes_at_the_jump() -> None:
    toronto = ZoneInfo("America/Toronto")  # in 1919 the clock went from 23:30 on to 00:30
    hours = daily("18:00-24:00", days=7, zone=toronto)
    assert hours.closing(date(1919, 3, 30)) == at("1919-03-31 00:30", toronto)


def test_a_date_that_a_zone_left_out_is_no_working_day() -> None:
    apia = ZoneInfo("Pacific/Apia")  # went from 29 to 31 December 2011
    hours = daily("09:00-17:00", days=7, zone=apia)
    assert not hours.is_working_day(date(2011, 12, 30))
    assert hours.nth_working_day(date(2011, 12, 29), 1) == date(2011, 12, 31)


# --- Working days


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-07-03 09:30", 1, "2026-07-06 18:00"),
        ("2026-07-03 21:00", 1, "2026-07-06 18:00"),
        ("2026-07-04 11:00", 1, "2026-07-06 18:00"),
        ("2026-07-05 23:00", 1, "2026-07-06 18:00"),
        ("2026-07-06 08:00", 1, "2026-07-07 18:00"),
        ("2026-07-06 08:00", 5, "2026-07-13 18:00"),
        ("2026-12-23 10:00", 2, "2026-12-28 18:00"),
        ("2026-07-06 10:00", 0, "2026-07-06 18:00"),
        ("2026-07-03 18:00", 0, "2026-07-06 18:00"),
    ],
)
def test_add_days_gives_the_closing_of_the_nth_working_day_after_the_start(
    start: str, days: int, end: str
) -> None:
    assert OFFICE.add_days(at(start), days) == at(end)


def test_nth_working_day_goes_forwards_and_backwards() -> None:
    friday, saturday, monday = date(2026, 7, 3), date(2026, 7, 4), date(2026, 7, 6)
    assert [OFFICE.nth_working_day(saturday, n) for n in (-2, -1, 0, 1)] == [
        date(2026, 7, 2),
        friday,
        monday,
        monday,
    ]
    assert OFFICE.nth_working_day(friday, 0) == friday


def test_working_days_between_leaves_out_the_first_date_and_takes_in_the_last() -> None:
    assert OFFICE.working_days_between(date(2026, 7, 3), date(2026, 7, 6)) == 1
    assert OFFICE.working_days_between(date(2026, 12, 23), date(2026, 12, 28)) == 2
    assert OFFICE.working_days_between(date(2026, 7, 6), date(2026, 7, 3)) == 0


def test_closing_refuses_a_day_that_does_not_work() -> None:
    with pytest.raises(ValueError, match="not a working day"):
        OFFICE.closing(CHRISTMAS)


# --- Units


@pytest.mark.parametrize(
    ("amount", "unit", "end"),
    [
        (90, "minutes", "2026-03-27 19:00"),
        (48, "hours", "2026-03-29 18:30"),
        (2, "days", "2026-03-29 17:30"),
        (1, "months", "2026-04-27 17:30"),
        (90, "business_minutes", "2026-03-30 10:00"),
        (4, "business_hours", "2026-03-30 12:30"),
        (3, "business_days", "2026-04-01 18:00"),
    ],
)
def test_due_knows_every_unit_across_the_spring_weekend(amount: int, unit: str, end: str) -> None:
    assert OFFICE.due(at("2026-03-27 17:30"), amount, unit) == at(end)


def test_the_units_are_those_of_a_package() -> None:
    assert UNITS == (
        "minutes",
        "hours",
        "days",
        "months",
        "business_minutes",
        "business_hours",
        "business_days",
    )


def test_days_that_end_at_a_time_the_clock_jumps_over_end_at_the_jump() -> None:
    assert OFFICE.due(at("2026-03-28 02:30"), 1, "days") == at("2026-03-29 03:00")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-10-30", 12, "2027-10-30"),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(start: str, months: int, end: str) -> None:
    assert months_later(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-1200, 1200), st.integers(0, 1200))
def test_months_keep_the_order_of_days_and_add_up_but_for_short_months(
    day: date, one: int, more: int
) -> None:
    there = months_later(day, one)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == one
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)
    assert months_later(there, more) <= months_later(day, one + more)


# --- What is refused


@pytest.mark.parametrize(
    "ask",
    [
        lambda hours, start: hours.next_opening(start),
        lambda hours, start: hours.add(start, HOURS),
        lambda hours, start: hours.add_days(start, 0),
        lambda hours, start: hours.add_days(start, 3),
        lambda hours, start: hours.nth_working_day(start.date(), -1),
    ],
)
@pytest.mark.parametrize("kind", ["no hours in the week", "closed on every date"])
def test_a_calendar_that_never_opens_is_named_instead_of_searched_for_ever(
    ask: Callable[[WorkingHours, datetime], object], kind: str
) -> None:
    empty = WorkingHours(MADRID, ((),) * 7, lambda day: False)
    shut = WorkingHours(MADRID, OFFICE.week, lambda day: True)
    with pytest.raises(NeverOpen, match="no working time between"):
        ask(empty if kind == "no hours in the week" else shut, at("2026-07-06 10:00"))


def test_a_calendar_that_never_opens_has_no_working_time_between_two_instants() -> None:
    empty = WorkingHours(MADRID, ((),) * 7, lambda day: False)
    assert empty.between(at("2026-07-06 10:00"), at("2027-07-06 10:00")) == timedelta()
    assert not empty.is_open(at("2026-07-06 10:00"))


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: stretch("10:00-09:00"), "can't close at"),
        (lambda: stretch("10:00-10:00"), "can't close at"),
        (lambda: Stretch(time(9, tzinfo=UTC), time(10)), "without a zone"),
        (lambda: daily("09:00-12:00", "11:00-13:00"), "must not overlap"),
        (lambda: daily("15:00-18:00", "09:00-12:00"), "in order"),
        (lambda: WorkingHours(MADRID, ((),) * 6, lambda day: False), "7 days, not 6"),
        (lambda: OFFICE.is_open(datetime(2026, 7, 6, 10)), "time zone"),
        (lambda: OFFICE.add(at("2026-07-06 10:00"), -HOURS), "forwards"),
        (lambda: OFFICE.add_days(at("2026-07-06 10:00"), -1), "forwards"),
        (lambda: OFFICE.due(at("2026-07-06 10:00"), -1, "hours"), "before its start"),
        (lambda: OFFICE.due(at("2026-07-06 10:00"), 1, "weeks"), "'weeks' is not a unit"),
    ],
)
def test_nonsense_is_refused_with_its_reason(ask: Callable[[], object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        ask()
