"""What is due is done one after another: a fault holds up no other, and time is bounded."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from ventanilla.core.kit import jobs
from ventanilla.core.kit.sweeping import SomeFailed, each, until_none_is_left


def seen_to(key: int) -> bool:
    if key == 2:
        raise ValueError(key)
    if key == 9:
        raise OperationalError("the database went away")
    return key > 1


def test_one_that_fails_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    assert each([1, 2, 3, 4], seen_to) == 2
    assert [record.getMessage() for record in caplog.records] == ["2 could not be seen to; the others go on"]


def test_a_strict_one_does_all_of_them_and_then_says_that_some_failed() -> None:
    done: list[int] = []
    with pytest.raises(SomeFailed):
        each([2, 3, 4], lambda key: done.append(key) or seen_to(key), seconds=0, strict=True)
    assert done == [2, 3, 4]


def test_without_the_database_it_ends_at_once() -> None:
    done: list[int] = []
    with pytest.raises(OperationalError):
        each([3, 9, 4], lambda key: done.append(key) or seen_to(key))
    assert done == [3, 9]


def test_when_the_time_is_up_the_rest_waits_for_the_next_sweep() -> None:
    assert each([3, 4, 5], seen_to, seconds=0) == 1
    left = [4, 3, 0, 7]
    until_none_is_left(lambda _seconds: left.pop(0))
    assert left == [7]
    until_none_is_left(lambda _seconds: left.pop(0), seconds=0)
    assert left == [7]


@pytest.mark.django_db(transaction=True)
def test_a_turn_of_the_clock_begins_again_when_the_database_went_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "PAUSES", (0, 0))
    answers: list[Exception | int] = [OperationalError("gone"), OperationalError("gone"), 5]

    def turn() -> int:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert jobs._with_fresh_connection(turn, 2)() == 5
    answers[:] = [OperationalError("gone"), 5]
    with pytest.raises(OperationalError):
        jobs._with_fresh_connection(turn)()
