"""The arithmetic of clocks where it is hard: nights, weekends, clocks that are changed, other zones, short months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.blueprint.thresholds import Moment
from ventanilla.core.calendars import offsets
from ventanilla.core.calendars.hours import Stretch, WorkingHours
from ventanilla.engines.sla.reckoning import Named, Pause, due, on_the_way, on_the_way_to

MADRID, SANTIAGO = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Santiago")
OFFICE = ((Stretch(time(9), time(17)),),) * 5 + ((), ())
NIGHTS = ((Stretch(time(0), time(6)), Stretch(time(22), time(0))),) * 7
NEW_YEAR = {date(2027, 1, 1), date(2027, 1, 6)}


def closed(day: date) -> bool:
    return day in NEW_YEAR


MADRID_HOURS = WorkingHours(MADRID, OFFICE, closed)
PLACES = (MADRID_HOURS, WorkingHours(SANTIAGO, OFFICE, closed), WorkingHours(SANTIAGO, NIGHTS, closed))
UNITS = ("minutes", "hours", "days", "months", "business_minutes", "business_hours", "business_days")
STARTS = [
    datetime(2026, 10, 23, 9, tzinfo=UTC),  # before Madrid's clocks go back
    datetime(2027, 3, 26, 9, tzinfo=UTC),  # before they go forward
    datetime(2026, 4, 3, 15, tzinfo=UTC),  # before Santiago's go back, at midnight
    datetime(2026, 9, 4, 15, tzinfo=UTC),  # before they go forward, over midnight
    datetime(2026, 12, 30, 9, tzinfo=UTC),  # before the year ends
    datetime(2027, 1, 31, 9, tzinfo=UTC),
]

places = st.sampled_from(PLACES)
units = st.sampled_from(UNITS)
starts = st.builds(lambda at, hours: at + timedelta(hours=hours), st.sampled_from(STARTS), st.integers(0, 96))
lengths = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 9000)), max_size=3)


def paused(hours: WorkingHours, start: datetime, amount: int, unit: str, lengths: Any) -> list[Pause]:
    """Pauses one after the other, each beginning at a share of the time that is left then, so many minutes long."""
    pauses: list[Pause] = []
    now = start
    for share, minutes in lengths:
        since = now + (due(hours, start, amount, unit, pauses) - now) * share / 100
        now = since + timedelta(minutes=minutes)
        pauses.append((since, now))
    return pauses


def running(hours: WorkingHours, unit: str, start: datetime, end: datetime, pauses: list[Pause]) -> timedelta:
    """The time in which it ran, piece by piece."""
    edges = [start, *(edge for pause in pauses for edge in pause), end]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    if unit.startswith("business_"):
        return sum((hours.between(*piece) for piece in pieces), timedelta())
    return sum((until - since for since, until in pieces), timedelta())


@given(
    hours=places,
    start=starts,
    amount=st.integers(1, 40),
    unit=units.filter(lambda unit: unit != "business_days"),
    lengths=lengths,
)
def test_the_pieces_in_which_it_ran_come_to_the_whole_target(hours, start, amount, unit, lengths) -> None:
    pauses = paused(hours, start, amount, unit, lengths)
    whole = running(hours, unit, start, due(hours, start, amount, unit), [])
    end = due(hours, start, amount, unit, pauses)
    if pauses and end < pauses[-1][1]:  # it was over when it was paused, and nobody worked since
        assert not hours.between(end, pauses[-1][1])
        return
    assert running(hours, unit, start, end, pauses) == whole


@given(hours=places, start=starts, amount=st.integers(1, 40), unit=units, lengths=lengths)
def test_a_pause_never_brings_the_end_nearer_and_a_longer_one_never_less_far(
    hours, start, amount, unit, lengths
) -> None:
    pauses = paused(hours, start, amount, unit, lengths)
    for count in range(len(pauses)):
        before, here = pauses[:count], pauses[count]
        longer = (here[0], here[1] + timedelta(minutes=90))
        ends = [
            due(hours, start, amount, unit, each) for each in (before, [*before, here], [*before, longer])
        ]
        assert ends == sorted(ends)


@given(hours=places, start=starts, amount=st.integers(1, 40), unit=units, later=st.integers(0, 5000))
def test_what_is_asked_later_or_takes_longer_never_ends_earlier(hours, start, amount, unit, later) -> None:
    end, after = (due(hours, at, amount, unit) for at in (start, start + timedelta(minutes=later)))
    if unit == "months":  # of two days that a month is too short for, both are its last, each at its own time
        end, after = (datetime.combine(at.astimezone(hours.zone), time(0)) for at in (end, after))
    assert after >= end
    assert due(hours, start, amount + 1, unit) >= due(hours, start, amount, unit) >= start


@given(
    hours=places,
    start=starts,
    amount=st.integers(1, 20),
    unit=units,
    lengths=lengths,
    shares=st.lists(st.integers(1, 400), min_size=2, max_size=4),
)
def test_shares_come_in_their_order_on_their_side_of_the_end(
    hours, start, amount, unit, lengths, shares
) -> None:
    pauses = paused(hours, start, amount, unit, lengths)
    end = due(hours, start, amount, unit, pauses)
    found = [on_the_way(hours, start, (amount, unit), Moment(share=each), pauses) for each in sorted(shares)]
    assert found == sorted(found)
    assert all(
        at <= end if share < 100 else at >= end for at, share in zip(found, sorted(shares), strict=True)
    )
    assert on_the_way(hours, start, (amount, unit), Moment(share=100), pauses) == end


@given(hours=places, start=starts, days=st.integers(0, 30), share=st.integers(1, 400))
def test_on_the_way_to_a_day_shares_lie_between(hours, start, days, share) -> None:
    end = Named(start.astimezone(hours.zone).date() + timedelta(days=days + 1)).due(hours)
    at = on_the_way_to(hours, start, end, Moment(share=share))
    assert start <= at <= end if share <= 100 else at >= end


@given(hours=places, end=starts, minutes=st.integers(1, 3000))
def test_as_much_working_time_lies_before_the_end_as_was_wanted(hours, end, minutes) -> None:
    since = offsets.working_time_before(hours, end, timedelta(minutes=minutes))
    assert hours.between(since, end) == timedelta(minutes=minutes)
    assert hours.is_open(since)


@given(
    hours=places, day=st.dates(date(2026, 1, 1), date(2028, 1, 1)), amount=st.integers(-30, 30), unit=units
)
def test_a_day_moved_further_never_lies_earlier(hours, day, amount, unit) -> None:
    found = [Named(day, each, unit).due(hours) for each in sorted({amount, amount + 1} - {0})]
    assert found == sorted(found)


def local(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("hours", "start", "amount", "unit", "expected"),
    [
        # 25 October 2026 has 25 hours in Madrid
        (PLACES[0], local(MADRID, 2026, 10, 24, 10), 1, "days", local(MADRID, 2026, 10, 25, 10)),
        (PLACES[0], local(MADRID, 2026, 10, 24, 10), 24, "hours", local(MADRID, 2026, 10, 25, 9)),
        (PLACES[0], local(MADRID, 2026, 10, 23, 16), 2, "business_hours", local(MADRID, 2026, 10, 26, 10)),
        # 28 March 2027 has 23, and no half past two
        (PLACES[0], local(MADRID, 2027, 3, 27, 2, 30), 1, "days", local(MADRID, 2027, 3, 28, 3)),
        (PLACES[0], local(MADRID, 2027, 3, 27, 10), 24, "hours", local(MADRID, 2027, 3, 28, 11)),
        (PLACES[0], local(MADRID, 2027, 2, 28, 2, 30), 1, "months", local(MADRID, 2027, 3, 28, 3)),
        # 6 September 2026 has no midnight in Santiago
        (PLACES[1], local(SANTIAGO, 2026, 9, 5, 0, 30), 1, "days", local(SANTIAGO, 2026, 9, 6, 1)),
        (PLACES[1], local(SANTIAGO, 2026, 9, 4, 16), 2, "business_hours", local(SANTIAGO, 2026, 9, 7, 10)),
        # a night of seven hours, and one of nine (the clocks go back at midnight, from the 5th of April to the 4th)
        (PLACES[2], local(SANTIAGO, 2026, 9, 5, 22), 4, "business_hours", local(SANTIAGO, 2026, 9, 6, 3)),
        (PLACES[2], local(SANTIAGO, 2026, 4, 4, 22), 4, "business_hours", local(SANTIAGO, 2026, 4, 5, 1)),
        # the last of a short month, at the same time
        (PLACES[0], local(MADRID, 2027, 1, 31, 10), 1, "months", local(MADRID, 2027, 2, 28, 10)),
        (PLACES[0], local(MADRID, 2028, 1, 31, 10), 1, "months", local(MADRID, 2028, 2, 29, 10)),
        (PLACES[0], local(MADRID, 2027, 1, 31, 10), 2, "months", local(MADRID, 2027, 3, 31, 10)),
        # over the year's end, the 1st and the 6th closed
        (PLACES[0], local(MADRID, 2026, 12, 30, 10), 3, "business_days", local(MADRID, 2027, 1, 5, 17)),
        (PLACES[0], local(MADRID, 2026, 12, 30, 10), 4, "business_days", local(MADRID, 2027, 1, 7, 17)),
    ],
)
def test_the_clock_on_the_wall_is_what_counts(hours, start, amount, unit, expected) -> None:
    assert due(hours, start, amount, unit) == expected


@pytest.mark.parametrize(
    ("unit", "amount", "since", "until", "expected"),
    [
        # from Friday night to Monday at eleven: two hours were lost
        ("business_hours", 10, (2026, 10, 23, 22), (2026, 10, 26, 11), (2026, 10, 26, 13)),
        # the same over the weekend alone
        ("business_hours", 10, (2026, 10, 23, 22), (2026, 10, 26, 8), (2026, 10, 26, 11)),
        # by the stopwatch the night of 25 hours counts in full
        ("hours", 48, (2026, 10, 24, 12), (2026, 10, 25, 12), (2026, 10, 26, 10)),
    ],
)
def test_a_pause_over_a_night_counts_for_what_it_took(unit, amount, since, until, expected) -> None:
    start = local(MADRID, 2026, 10, 23, 10)
    pause = (local(MADRID, *since), local(MADRID, *until))
    hours = WorkingHours(MADRID, ((Stretch(time(9), time(18)),),) * 5 + ((), ()), closed)
    wanted = local(MADRID, *expected)
    assert due(hours, start, amount, unit, [pause]) == wanted


def test_paused_with_nothing_left_nothing_is_left_when_it_goes_on() -> None:
    start = local(MADRID, 2026, 10, 26, 9)
    end = due(MADRID_HOURS, start, 8, "business_hours")
    for resumed in (local(MADRID, 2026, 10, 28, 12), local(MADRID, 2026, 10, 31, 12)):
        pause = (end, resumed)
        moved = due(MADRID_HOURS, start, 8, "business_hours", [pause])
        assert moved <= resumed
        assert not MADRID_HOURS.between(moved, resumed)


def test_the_same_instant_is_another_day_elsewhere() -> None:
    """Ten in the evening of Friday in Santiago is Saturday in Madrid: each counts by the days of its own calendar."""
    asked = local(SANTIAGO, 2026, 10, 23, 22)
    assert due(PLACES[0], asked, 1, "business_days") == local(MADRID, 2026, 10, 26, 17)
    assert due(PLACES[1], asked, 1, "business_days") == local(SANTIAGO, 2026, 10, 26, 17)
    named = Named(date(2026, 10, 26))
    assert named.due(PLACES[1]) - named.due(PLACES[0]) == timedelta(hours=4)
