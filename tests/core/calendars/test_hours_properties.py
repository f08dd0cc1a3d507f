"""Working hours by property, and against a slow oracle that watches the wall clock minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ventanilla.core.calendars.hours import Stretch, WorkingHours

MINUTE = timedelta(minutes=1)
CHANGES = [
    ("Europe/Madrid", date(2026, 3, 29)),
    ("Europe/Madrid", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/St_Johns", date(2005, 4, 3)),  # at one minute past midnight
    ("America/St_Johns", date(2005, 10, 30)),
    ("America/Sao_Paulo", date(2018, 2, 18)),  # at midnight
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a whole day left out
    ("Asia/Kathmandu", date(2026, 5, 1)),  # +05:45, no change
]

Place = tuple[WorkingHours, datetime]


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Stretch, ...]:
    """Up to three stretches, half of the time around the small hours where clocks are changed."""
    latest = draw(st.sampled_from([240, 1440]))
    edges = sorted(draw(st.sets(st.integers(0, latest), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    touching = draw(st.booleans())
    found = [(since, until) for since, until in (pairwise(edges) if touching else pairs)]
    return tuple(Stretch(at_minute(since), at_minute(until)) for since, until in found)


def at_minute(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


@st.composite
def places(draw: st.DrawFn, never: bool = False) -> Place:
    """Random hours in a zone, some dates closed, and an instant near a change of its clock."""
    zone_name, change = draw(st.sampled_from(CHANGES))
    zone = ZoneInfo(zone_name)
    week = tuple(draw(st.tuples(*[stretches()] * 7)))
    assume(never or any(week))
    closed = {change + timedelta(days=n) for n in draw(st.sets(st.integers(-3, 10), max_size=3))}
    start = datetime(change.year, change.month, change.day, tzinfo=UTC)
    start += draw(st.integers(-3 * 1440, 2 * 1440)) * MINUTE
    return WorkingHours(zone, week, closed.__contains__), start


amounts = st.integers(0, 40 * 60).map(lambda minutes: minutes * MINUTE)
exact_amounts = st.timedeltas(timedelta(), timedelta(hours=300))


def open_minutes(hours: WorkingHours, since: datetime, until: datetime) -> Iterator[datetime]:
    """The minutes that are working time, by watching the wall clock's highest reading so far.

    A jump forward lifts the reading over a time, a jump back leaves it where it was: that is "the moment of
    the jump" and "the first of two" without a word about offsets.
    """
    minute, reading = since - timedelta(days=2), datetime.min
    while minute < until:
        reading = max(reading, minute.astimezone(hours.zone).replace(tzinfo=None))
        now, day = reading - datetime.combine(reading, time()), reading.date()
        if (
            minute >= since
            and not hours.is_closed(day)
            and any(each.since <= now < each.until for each in hours.week[day.weekday()])
        ):
            yield minute
        minute += MINUTE


@settings(max_examples=80, deadline=None)
@given(places(never=True), st.integers(0, 4 * 1440))
def test_agrees_with_the_wall_clock_minute_by_minute(place: Place, minutes: int) -> None:
    hours, start = place
    end = start + minutes * MINUTE
    opened = list(open_minutes(hours, start, end))
    assert hours.between(start, end) == len(opened) * MINUTE
    if opened:
        assert hours.next_opening(start) == opened[0]
        assert [hours.add(start, n * MINUTE) for n in (1, len(opened))] == [
            opened[0] + MINUTE,
            opened[-1] + MINUTE,
        ]
    probed = [start + n * MINUTE for n in range(0, minutes, 7)]
    assert [at for at in probed if hours.is_open(at)] == sorted(set(opened) & set(probed))


@settings(deadline=None)
@given(places(), exact_amounts)
def test_the_time_added_is_the_time_between(place: Place, working: timedelta) -> None:
    hours, start = place
    assert hours.between(start, hours.add(start, working)) == working


@settings(deadline=None)
@given(places(), exact_amounts)
def test_add_gives_the_earliest_such_instant(place: Place, working: timedelta) -> None:
    hours, start = place
    assume(working)
    end = hours.add(start, working)
    assert hours.between(start, end - timedelta(microseconds=1)) < working


@settings(deadline=None)
@given(places(), amounts, amounts)
def test_adding_twice_is_adding_the_sum(place: Place, first: timedelta, second: timedelta) -> None:
    hours, start = place
    assert hours.add(hours.add(start, first), second) == hours.add(start, first + second)


@settings(deadline=None)
@given(places(), amounts, amounts, st.integers(0, 5000))
def test_later_starts_and_longer_times_never_end_earlier(
    place: Place, one: timedelta, other: timedelta, minutes: int
) -> None:
    hours, start = place
    shorter, longer = sorted((one, other))
    assert hours.add(start, shorter) <= hours.add(start, longer)
    assert hours.add(start, one) <= hours.add(start + minutes * MINUTE, one)


@settings(deadline=None)
@given(places(never=True), st.integers(0, 20_000), st.integers(0, 20_000))
def test_the_time_between_splits_anywhere(place: Place, first: int, second: int) -> None:
    hours, start = place
    middle = start + first * MINUTE
    end = middle + second * MINUTE
    assert hours.between(start, end) == hours.between(start, middle) + hours.between(middle, end)


@settings(deadline=None)
@given(places(), st.integers(0, 60 * 24 * 9))
def test_next_opening_is_open_and_nothing_was_open_before_it(place: Place, minutes: int) -> None:
    hours, start = place
    at = start + minutes * MINUTE
    opening = hours.next_opening(at)
    assert hours.is_open(opening)
    assert hours.between(at, opening) == timedelta()
    assert (opening == at) == hours.is_open(at)


@settings(deadline=None)
@given(places(), st.integers(1, 60))
def test_counting_working_days_and_counting_them_back_agree(place: Place, days: int) -> None:
    hours, start = place
    day = start.date()
    later = hours.nth_working_day(day, days)
    assert hours.is_working_day(later)
    assert hours.working_days_between(day, later) == days
    assert hours.nth_working_day(later + timedelta(days=1), -1) == later


@settings(deadline=None)
@given(places(), st.integers(0, 30))
def test_working_days_end_when_work_ends(place: Place, days: int) -> None:
    hours, start = place
    end = hours.add_days(start, days)
    assert end > start
    assert hours.between(end - timedelta(microseconds=1), end) == timedelta(microseconds=1)
    assert not hours.is_open(end) or hours.closing(end.astimezone(hours.zone).date()) > end
