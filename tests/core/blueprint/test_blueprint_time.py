"""Deadlines, windows and schedules: what may be written, and which days come of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ventanilla.core.blueprint.blocks import Blocks
from ventanilla.core.blueprint.opening import Window
from ventanilla.core.blueprint.problems import problems_of
from ventanilla.core.blueprint.schedules import Schedule

BLOCKS: TypeAdapter[Any] = TypeAdapter(Blocks)


def working(day: date) -> bool:
    return day.weekday() < 5


def days(count: int = 3, starts_on: str = "2027-01-31", **every: Any) -> list[str]:
    planned = Schedule.model_validate(
        {"id": "a", "title": {"en": "A"}, "every": every, "starts_on": starts_on}
    )
    found: list[date] = []
    for _ in range(count):
        following = planned.next_day(found[-1] if found else None, working)
        assert following
        found.append(following)
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ({"days": 90}, ["2027-01-31", "2027-05-01", "2027-07-30"]),
        ({"weekday": "monday"}, ["2027-02-01", "2027-02-08", "2027-02-15"]),
        ({"day": 31}, ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ({"day": -1}, ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ({"working_day": 1}, ["2027-02-01", "2027-03-01", "2027-04-01"]),
        ({"working_day": -1, "months": 3}, ["2027-04-30", "2027-07-30", "2027-10-29"]),
        ({"day": 1, "shift": True}, ["2027-02-01", "2027-03-01", "2027-04-01"]),
        ({"day": 1, "months": 2, "shift": True}, ["2027-03-01", "2027-05-03", "2027-07-01"]),
    ],
)
def test_the_days_of_a_schedule(every: dict[str, Any], expected: list[str]) -> None:
    assert days(**every) == expected


def test_a_schedule_comes_to_its_end() -> None:
    planned = Schedule.model_validate(
        {
            "id": "a",
            "title": {"en": "A"},
            "every": {"days": 7},
            "starts_on": "2027-01-04",
            "ends_on": "2027-01-11",
        }
    )
    assert planned.next_day(date(2027, 1, 4), working) == date(2027, 1, 11)
    assert planned.next_day(date(2027, 1, 11), working) is None


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (
            {"set": {"id": "a", "fields": {"priority": "high"}, "deadline": {"within": "1 day"}}},
            "takes no time",
        ),
        ({"group": {"id": "a", "blocks": [], "deadline": {"ends": True}}}, "within, by"),
        (
            {"group": {"id": "a", "blocks": [], "deadline": {"within": "1 day", "before": "1 day"}}},
            "write “by” too",
        ),
        (
            {"for_each": {"id": "a", "rows": "answers.a", "list": "b", "blocks": [{"resolve": {"id": "b"}}]}},
            "rows, list",
        ),
        (
            {"for_each": {"id": "a", "list": "b", "key": "c", "blocks": [{"resolve": {"id": "b"}}]}},
            "goes with “rows”",
        ),
        ({"wait": {"id": "a", "for": "1 day", "takes": {"b": "text"}}}, "write “message” too"),
        ({"task": {"id": "a", "team": "b", "on": {"expired": []}}}, "never ends with “expired”"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(block: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BLOCKS.validate_python([block])
    assert any(said in problem.message for problem in problems_of(refused.value))


@pytest.mark.parametrize(
    "window", [{}, {"list": "a"}, {"first": "a"}, {"from": "2027-02-01", "until": "2027-01-01"}]
)
def test_a_window_says_from_when_or_until_when(window: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Window.model_validate(window)


def test_a_deadline_that_ends_makes_an_outcome() -> None:
    (block,) = BLOCKS.validate_python(
        [
            {
                "task": {
                    "id": "a",
                    "team": "b",
                    "deadline": {"within": "1 day", "ends": True},
                    "on": {"expired": []},
                }
            }
        ]
    )
    assert block.possible_outcomes == ("done", "expired")
    assert BLOCKS.dump_python((block,), mode="json")[0]["task"]["deadline"] == {
        "within": "1 day",
        "ends": True,
    }
