"""Quiet hours by the clock on the wall, also on the nights when it is changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.engines.notifications.quiet import Quiet

MADRID = ZoneInfo("Europe/Madrid")
WORKDAYS, WEEKEND = frozenset(range(5)), frozenset({5, 6})
NIGHTS = Quiet(time(20), time(8), WORKDAYS)
CALM = Quiet(time(20), time(8), WORKDAYS, WEEKEND)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHTS, "2026-11-23 12:00", "2026-11-23 12:00"),  # Monday noon
        (NIGHTS, "2026-11-23 19:59", "2026-11-23 19:59"),
        (NIGHTS, "2026-11-23 20:00", "2026-11-24 08:00"),
        (NIGHTS, "2026-11-24 07:59", "2026-11-24 08:00"),
        (NIGHTS, "2026-11-24 08:00", "2026-11-24 08:00"),
        (NIGHTS, "2026-11-28 07:00", "2026-11-28 08:00"),  # the night began on Friday
        (NIGHTS, "2026-11-28 21:00", "2026-11-28 21:00"),  # Saturday is no such day
        (NIGHTS, "2026-11-23 07:00", "2026-11-23 07:00"),  # nor is Sunday's night
        (CALM, "2026-11-27 21:00", "2026-11-30 00:00"),  # Friday night, then the weekend
        (Quiet(time(13), time(15), WORKDAYS), "2026-11-23 14:00", "2026-11-23 15:00"),
        (Quiet(time(20), time(8), frozenset(), WEEKEND), "2026-11-29 10:00", "2026-11-30 00:00"),
    ],
)
def test_mail_waits_until_it_is_over(quiet: Quiet, now: str, until: str) -> None:
    assert quiet.ends(at(now), MADRID) == at(until)


def test_the_night_of_spring_is_an_hour_shorter_and_that_of_autumn_longer() -> None:
    sunday = Quiet(time(22), time(8), frozenset({5}))
    spring, autumn = at("2026-03-28 22:00"), at("2026-10-24 22:00")
    assert sunday.ends(spring, MADRID) - spring.astimezone(UTC) == timedelta(hours=9)
    assert sunday.ends(autumn, MADRID) - autumn.astimezone(UTC) == timedelta(hours=11)


def test_a_time_that_the_clock_jumps_over_is_the_moment_of_the_jump() -> None:
    short = Quiet(time(1), time(2, 30), frozenset({6}))
    assert short.ends(at("2026-03-29 01:30"), MADRID) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "endless"),
    [
        (CALM, False),
        (Quiet(time(20), time(8), frozenset(), frozenset(range(7))), True),
        (Quiet(time(8), time(8), WORKDAYS, WEEKEND), True),
        (Quiet(time(8), time(8), WORKDAYS), False),
    ],
)
def test_whether_it_ever_ends_is_known(quiet: Quiet, endless: bool) -> None:
    assert quiet.endless() is endless


days = st.frozensets(st.integers(0, 6))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))


@given(clocks, clocks, days, days, moments)
def test_the_end_is_never_quiet_itself_and_never_before(
    since: time, until: time, nights: frozenset[int], whole: frozenset[int], when: datetime
) -> None:
    quiet, now = Quiet(since, until, nights, whole), when.replace(tzinfo=UTC)
    end = quiet.ends(now, MADRID)
    assert end >= now
    if not quiet.endless():
        assert quiet.ends(end, MADRID) == end
