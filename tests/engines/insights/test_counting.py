"""What is counted of requests that have ended: who had to touch them, who had to ask, and where time went."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.insights.conftest import House, at
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Team
from ventanilla.engines.insights.counting.periods import to_count
from ventanilla.engines.insights.counting.shares import share
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.feedback.actions import rate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level, Outcome, Status

FLOW = [
    {
        "approval": {
            "id": "manager",
            "title": {"es": "Visto bueno", "en": "Go-ahead"},
            "seats": [{"from": "requester.manager"}],
        }
    },
    {"task": {"id": "work", "team": "it-equipment", "title": {"es": "Prepararlo", "en": "Prepare it"}}},
]


def test_a_request_that_nobody_touched_before_the_work_went_its_way_alone(house: House) -> None:
    service = house.service()
    ticket = house.ask(service, at(2, 9))
    with clock.frozen(at(2, 11)):
        tickets.assign(actor=house.luis, ticket=ticket, assignee=house.luis)
    with clock.frozen(at(2, 15)):
        tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED, text="Done")
    figures = house.counted(service, at(3, 9))
    assert (figures.ended, figures.alone, figures.rerouted, figures.reweighed) == (1, 1, 0, 0)
    assert (figures.asked_back, figures.amended, figures.with_approval) == (0, 0, 0)
    assert (figures.done, figures.cycle_half) == (1, 6 * 60)
    (step,) = figures.steps
    assert (step["block"], step["half"], step["waiting"]) == ("", 6 * 60, 2 * 60)


def test_another_team_or_priority_by_hand_is_no_triage_by_itself(house: House) -> None:
    service = house.service()
    moved, weighed, both = (house.ask(service, at(2, 9)) for _each in range(3))
    network = Team.objects.get(slug="it-network")
    with clock.frozen(at(2, 10)):
        tickets.assign(actor=house.luis, ticket=moved, assignee=house.luis, team=network)
        tickets.assign(actor=house.luis, ticket=both, assignee=None, team=network)
        for ticket in (weighed, both):
            tickets.set_priority(actor=house.luis, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH)
        for ticket in (moved, weighed, both):
            tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED, text="Done")
    figures = house.counted(service, at(3, 9))
    assert (figures.ended, figures.alone, figures.rerouted, figures.reweighed) == (3, 0, 2, 2)


def test_a_message_that_who_asked_answers_was_a_question_and_thanks_are_not(house: House) -> None:
    service = house.service()
    asked, told, thanked = (house.ask(service, at(2, 9)) for _each in range(3))
    with clock.frozen(at(2, 10)):
        tickets.comment(actor=house.luis, ticket=asked, text="Which one?")
        tickets.comment(actor=house.luis, ticket=told, text="I'm on it.")
        tickets.comment(actor=house.luis, ticket=thanked, text="A note", public=False)
    with clock.frozen(at(2, 11)):
        tickets.comment(actor=house.ana, ticket=asked, text="The grey one.")
        for ticket in (asked, told, thanked):
            tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED, text="Done")
    with clock.frozen(at(2, 12)):
        tickets.comment(actor=house.ana, ticket=thanked, text="Thank you!")
    assert house.counted(service, at(3, 9)).asked_back == 1


def test_waiting_by_hand_is_asking_and_isn_t_work(house: House) -> None:
    service = house.service()
    ticket = house.ask(service, at(2, 9))
    with clock.frozen(at(2, 10)):
        tickets.assign(actor=house.luis, ticket=ticket, assignee=house.luis)
        tickets.set_status(actor=house.luis, ticket=ticket, status=Status.WAITING)
    with clock.frozen(at(2, 13)):
        tickets.set_status(actor=house.luis, ticket=ticket, status=Status.OPEN)
    with clock.frozen(at(2, 15)):
        tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED, text="Done")
    figures = house.counted(service, at(3, 9))
    assert figures.asked_back == 1
    assert (figures.steps[0]["total"], figures.steps[0]["waiting"]) == (6 * 60, 4 * 60)


def test_steps_are_told_in_working_time_waiting_until_somebody_takes_them(house: House) -> None:
    service = house.service(workflow=FLOW)
    ticket = house.ask(service, at(2, 16))
    with clock.frozen(at(3, 10)):
        approval = Approval.objects.get(ticket=ticket)
        workflow.decide(actor=house.marta, approval=approval, verdict="approve")
    with clock.frozen(at(3, 13)):
        task = workflow.claim(actor=house.luis, task=Task.objects.get(ticket=ticket))
    with clock.frozen(at(3, 14)):
        workflow.complete(actor=house.luis, task=task, answers={})
    figures = house.counted(service, at(4, 9))
    told = [(step["block"], step["half"], step["waiting"]) for step in figures.steps]
    assert told == [("manager", 120, 120), ("work", 240, 180)]
    assert (figures.with_approval, figures.nobody_decided, figures.cycle_half) == (1, 0, 6 * 60)


def test_what_was_returned_for_correction_had_to_be_asked(house: House) -> None:
    service = house.service(workflow=FLOW)
    ticket = house.ask(service, at(2, 9))
    with clock.frozen(at(2, 10)):
        workflow.decide(
            actor=house.marta, approval=Approval.objects.get(ticket=ticket), verdict="return", comment="Why?"
        )
    with clock.frozen(at(2, 11)):
        tickets.cancel(actor=house.ana, ticket=ticket, outcome=Outcome.WITHDRAWN)
    figures = house.counted(service, at(3, 9))
    assert (figures.ended, figures.asked_back, figures.done, figures.cycle_half) == (1, 1, 0, None)


def test_each_month_has_its_own_row_and_an_old_one_stays_as_it_was_counted(house: House) -> None:
    service = house.service()
    for day, month in ((2, 1), (2, 3)):
        ticket = house.ask(service, at(day, 9, month=month))
        with clock.frozen(at(day, 10, month=month)):
            tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED, text="Done")
    january, march = date(2026, 1, 1), date(2026, 3, 1)
    assert house.counted(service, at(20, 9), january).ended == 1
    assert ServiceFigures.objects.get(service=service, month=march).ended == 1
    assert ServiceFigures.objects.get(service=service, month=None).ended == 2
    ServiceFigures.objects.filter(month=january).update(ended=7)
    assert house.counted(service, at(20, 10), january).ended == 7
    assert house.counted(service, at(20, 10, month=6)).ended == 0, "the last 90 days go on"


@pytest.mark.parametrize(
    ("values", "half", "most"),
    [([], None, None), ([4], 4, 4), ([1, 2, 3, 4], 2, 4), (list(range(1, 101)), 50, 85)],
)
def test_the_nearest_rank(values: list[int], half: int | None, most: int | None) -> None:
    assert (share(values, 50), share(values, 85)) == (half, most)


def test_this_month_and_the_last_are_counted_again_and_older_ones_once() -> None:
    now = at(15, 9)
    zone = now.tzinfo
    assert zone is not None
    fresh = to_count(now, zone, [])  # type: ignore[arg-type]
    assert [period.month for period in fresh][:3] == [None, date(2026, 3, 1), date(2026, 2, 1)]
    assert len(fresh) == 1 + 13
    months = [period.month for period in fresh if period.month]
    assert [period.month for period in to_count(now, zone, months)] == [None, *months[:2]]  # type: ignore[arg-type]
    assert fresh[1].since == at(1, 0)


def test_how_it_was_is_counted_with_the_requests_that_ended_then(house: House) -> None:
    service = house.service()
    for mark in (5, 4, 2, None):
        ticket = house.ask(service, at(2, 9))
        with clock.frozen(at(2, 15)):
            tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED)
            if mark is not None:
                rate(actor=house.ana, ticket=ticket, mark=mark)
    figures = house.counted(service, at(3, 9))
    assert (figures.done, figures.rated, figures.content, figures.marks_sum) == (4, 3, 2, 11)
