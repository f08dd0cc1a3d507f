"""Stories and the days on which they happen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from ventanilla.core.kit import clock
from ventanilla.demo.history.days import Days
from ventanilla.demo.history.play import Story, play

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_stories_take_turns_with_the_clock_where_they_want_it() -> None:
    seen: list[tuple[str, datetime]] = []

    def story(name: str, *hours: int) -> Story:
        for hour in hours:
            yield START + timedelta(hours=hour)
            seen.append((name, clock.now()))

    play([story("a", 1, 4), story("b", 2, 3)], START + timedelta(days=1))
    assert seen == [
        (name, START + timedelta(hours=hour)) for name, hour in [("a", 1), ("b", 2), ("b", 3), ("a", 4)]
    ]


@pytest.mark.django_db
def test_what_comes_after_the_end_does_not_happen() -> None:
    seen: list[int] = []

    def story() -> Story:
        for hour in (1, 30):
            yield START + timedelta(hours=hour)
            seen.append(hour)

    play([story()], START + timedelta(days=1))
    assert seen == [1]


@pytest.mark.django_db
def test_a_story_does_not_go_back_in_time() -> None:
    def story() -> Story:
        yield START
        yield START - timedelta(hours=1)

    with pytest.raises(ValueError, match="goes back"):
        play([story()], START + timedelta(days=1))


@pytest.mark.django_db
def test_days_are_counted_over_weekends_and_holidays() -> None:
    factories.calendar("madrid", country="ES", region="MD")
    days = Days(datetime(2026, 1, 8, 7, tzinfo=UTC))
    assert [days.day(back) for back in (1, 2, 3)] == [date(2026, 1, 7), date(2026, 1, 5), date(2026, 1, 2)]
    assert days.at(1, "09:30") == datetime(2026, 1, 7, 8, 30, tzinfo=UTC)
