from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.calendars.hours import Stretch, WorkingHours
from ventanilla.engines.sla.reckoning import due, left, working_days_left

MADRID = ZoneInfo("Europe/Madrid")
NINE_TO_FIVE = (Stretch(time(9), time(17)),)
HOURS = WorkingHours(MADRID, (NINE_TO_FIVE,) * 5 + ((), ()), lambda day: False)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """In March 2026 the 2nd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("amount", "unit", "pauses", "expected"),
    [
        (30, "minutes", [], at(2, 10, 30)),
        (30, "minutes", [(at(2, 10, 10), at(2, 22, 10))], at(2, 22, 30)),
        (4, "hours", [(at(2, 11), at(3, 11))], at(3, 14)),
        (1, "days", [(at(2, 11), at(2, 12))], at(3, 11)),
        (4, "business_hours", [], at(2, 14)),
        (4, "business_hours", [(at(2, 11), at(2, 12))], at(2, 15)),
        (4, "business_hours", [(at(2, 17), at(3, 9))], at(2, 14)),
        (4, "business_hours", [(at(2, 12), at(3, 12))], at(3, 14)),
        (90, "business_minutes", [(at(2, 11), at(2, 16, 45))], at(3, 9, 15)),
        (2, "business_days", [], at(4, 17)),
        (2, "business_days", [(at(2, 11), at(2, 16))], at(4, 17)),
        (2, "business_days", [(at(2, 11), at(4, 9))], at(6, 17)),
        (2, "business_days", [(at(6, 11), at(8, 12))], at(4, 17)),
        (5, "business_days", [(at(2, 11), at(3, 9)), (at(3, 12), at(4, 9))], at(11, 17)),
    ],
)
def test_a_pause_moves_the_date_in_the_measure_of_its_target(amount, unit, pauses, expected) -> None:
    assert due(HOURS, at(2, 10), amount, unit, pauses) == expected


@given(
    unit=st.sampled_from(["hours", "business_minutes", "business_hours"]),
    amount=st.integers(1, 200),
    before=st.timedeltas(timedelta(), timedelta(days=2)),
    length=st.timedeltas(timedelta(), timedelta(days=60)),
)
def test_after_a_pause_as_much_is_left_as_before_it(unit, amount, before, length) -> None:
    start = at(25, 10).astimezone(UTC)  # the clocks change on the 29th
    paused = min(start + before, due(HOURS, start, amount, unit))
    was_left = left(HOURS, unit, paused, due(HOURS, start, amount, unit))
    resumed = paused + length
    assert left(HOURS, unit, resumed, due(HOURS, start, amount, unit, [(paused, resumed)])) == was_left


@given(amount=st.integers(1, 30), before=st.integers(0, 60), length=st.integers(0, 1500))
def test_business_days_stay_the_closing_of_a_working_day_and_keep_their_number(
    amount, before, length
) -> None:
    start = at(2, 10).astimezone(UTC)
    paused = min(start + timedelta(hours=before), due(HOURS, start, amount, "business_days"))
    was_left = working_days_left(HOURS, paused, due(HOURS, start, amount, "business_days"))
    resumed = paused + timedelta(hours=length)
    moved = due(HOURS, start, amount, "business_days", [(paused, resumed)])
    assert moved == HOURS.closing(moved.astimezone(MADRID).date())
    assert working_days_left(HOURS, resumed, moved) == was_left
