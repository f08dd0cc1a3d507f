"""The half year before the stories, some of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import verify
from ventanilla.demo import build, jobs
from ventanilla.demo.history.days import ZONE
from ventanilla.demo.past.frame import COUNT, Frame, frame
from ventanilla.demo.past.plan import LENGTH, instants, plan
from ventanilla.demo.past.playing import play
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.search.models import Gap, Need
from ventanilla.engines.workflow.models import Task, Timer
from ventanilla.records.knowledge.models import Vote
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

SOME = 12


@pytest.fixture(scope="module")
def past(acme: list[str]) -> Iterator[Frame]:
    """Some of the past, played in two goes."""
    with transaction.atomic():
        whole = frame()
        assert play(SOME, seconds=0) == 0
        assert play(SOME) is None
        yield whole
        transaction.set_rollback(True)


def _past(whole: Frame) -> list[Ticket]:
    return list(Ticket.objects.filter(created_at__lt=whole.until, pk__in=_new(whole)).order_by("created_at"))


def _new(whole: Frame) -> list[int]:
    numbers = [f"{kind}-{whole.first + n}" for kind in ("REQ", "INC", "QUE") for n in range(COUNT)]
    return list(Ticket.objects.filter(number__in=numbers).values_list("pk", flat=True))


def test_all_of_it_is_played_once_with_rising_numbers(past: Frame) -> None:
    tickets = _past(past)
    assert [int(ticket.number[4:]) for ticket in tickets] == [past.first + n for n in range(SOME)]
    assert past.played(SOME) == set(range(SOME))
    assert play(SOME) is None
    assert len(_past(past)) == SOME


def test_it_lies_in_the_half_year_before_the_stories_were_told(past: Frame) -> None:
    tickets = _past(past)
    assert past.until - LENGTH - timedelta(days=1) <= tickets[0].created_at
    assert max(ticket.last_activity_at for ticket in tickets) <= past.until
    assert past.first + COUNT <= min(
        int(number[4:])
        for number in Ticket.objects.exclude(pk__in=_new(past)).values_list("number", flat=True)
    )


def test_nothing_is_left_that_was_due(past: Frame) -> None:
    waiting = Timer.objects.filter(fired_at=None, step__run__ticket__in=_new(past), fires_at__lt=past.until)
    assert not waiting.exists()


def test_nobody_hears_of_it(past: Frame) -> None:
    assert not Notification.objects.exists()
    assert not Message.objects.exists()


def test_nothing_went_wrong_and_every_chain_holds(past: Frame) -> None:
    assert not Task.objects.filter(kind="fault").exists()
    assert not Entry.objects.filter(type="ticket.fault").exists()
    assert list(verify()) == []


def test_people_looked_for_help_and_said_whether_it_helped(past: Frame) -> None:
    needs = Need.objects.filter(started_at__lt=past.until)
    assert needs.count() == LENGTH.days // 7
    assert not needs.filter(started_at__lt=past.until - LENGTH - timedelta(days=1)).exists()
    assert Gap.objects.exists() or needs.filter(found__gt=0).exists()
    assert Vote.objects.filter(voted_at__gt=past.until).count() == 0


def test_the_command_hears_how_far_it_is(past: Frame) -> None:
    assert build.past_so_far() == (SOME, COUNT)


@pytest.mark.usefixtures("acme")
def test_the_worker_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_A_TIME", 0.0)
    whole = frame()
    jobs.fill_in(SOME + 2, after=SOME - 1)
    assert SOME in whole.played(SOME + 2)
    assert SOME + 1 not in whole.played(SOME + 2)
    jobs.fill_in(SOME + 2, after=SOME)
    assert {SOME, SOME + 1} <= whole.played(SOME + 2)


def test_most_of_it_happens_in_working_hours() -> None:
    until = datetime(2027, 3, 1, 12, tzinfo=ZONE)
    wishes = plan(until, 300)
    assert [wish.position for wish in wishes] == list(range(300))
    assert sorted(wish.at for wish in wishes) == [wish.at for wish in wishes]
    at_weekends = [wish for wish in wishes if wish.at.weekday() > 4]
    assert 0 < len(at_weekends) < 20
    assert plan(until, 300) == wishes


def test_more_is_asked_for_as_time_goes_by() -> None:
    found = instants(datetime(2027, 1, 1, tzinfo=ZONE), timedelta(days=180), 1000, Random(3))
    early = sum(at < datetime(2027, 4, 1, tzinfo=ZONE) for at in found)
    assert 350 < early < 490
