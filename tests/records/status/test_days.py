"""The history of a component by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ventanilla.records.status.queries.days import Day, Span, days, worst

MADRID = ZoneInfo("Europe/Madrid")
TODAY = date(2026, 11, 22)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_without_trouble_every_day_is_well() -> None:
    found = days([], today=TODAY, zone=MADRID, length=3)
    assert found == [Day(date(2026, 11, day), "up") for day in (20, 21, 22)]


def test_a_day_shows_its_worst_and_all_that_happened_in_order() -> None:
    spans = [Span(2, "degraded", at(21, 12), at(21, 13)), Span(1, "down", at(21, 8), at(21, 9))]
    found = days(spans, today=TODAY, zone=MADRID, length=2)
    assert found[0] == Day(date(2026, 11, 21), "down", (1, 2))
    assert found[1].health == "up"


def test_days_are_those_of_the_reader() -> None:
    """Half past eleven at night in UTC is the next day in Madrid."""
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    spans = [Span(1, "down", late, late)]
    assert [day.health for day in days(spans, today=TODAY, zone=MADRID, length=3)] == ["up", "down", "up"]
    assert [day.health for day in days(spans, today=TODAY, zone=UTC, length=3)] == ["down", "up", "up"]


def test_what_goes_on_lasts_until_today_and_what_began_long_ago_fills_the_window() -> None:
    spans = [Span(1, "degraded", datetime(2026, 1, 1, tzinfo=UTC), None)]
    assert [day.health for day in days(spans, today=TODAY, zone=MADRID, length=90)] == ["degraded"] * 90


def test_the_worst_of_nothing_is_well() -> None:
    assert worst([]) == "up"
    assert worst(["degraded", "planned"]) == "degraded"
    assert worst(["down", "degraded"]) == "down"
