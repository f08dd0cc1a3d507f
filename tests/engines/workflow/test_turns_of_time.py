"""Whoever is asked later, or anew, has the whole time for it; and what is left when time is up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, asked_now, office, said
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.actions.timers import fire_due_timers
from ventanilla.engines.workflow.models import Approval, Step, Timer
from ventanilla.records.tickets.actions import amend, submit

pytestmark = pytest.mark.django_db

MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)  # nine in the morning in Madrid
HOUR = timedelta(hours=1)
TIMES = {"remind_after": "2 hours", "escalate_after": "4 hours", "expire_after": "20 hours"}


@pytest.fixture
def acme() -> Office:
    return office()


def seats(acme: Office, *names: str) -> list[dict[str, Any]]:
    return [{"person": getattr(acme, name).email} for name in names]


def at(hours: float) -> datetime:
    return MONDAY + hours * HOUR


def pass_time(until: datetime) -> None:
    with clock.frozen(until):
        while fire_due_timers():
            pass


def due(approval: Approval) -> dict[str, float]:
    """In how many hours from Monday each timer is to fire."""
    rows = Timer.objects.filter(step=approval.step, fired_at=None).values_list("name", "fires_at")
    return {name.partition(".")[0]: (fires_at - MONDAY) / HOUR for name, fires_at in rows}


def in_order(acme: Office, *names: str, **more: Any) -> Approval:
    with clock.frozen(MONDAY):
        return acme.ask(seats=seats(acme, *names), in_order=True, **TIMES, **more)


def test_the_time_of_the_next_begins_with_their_turn_but_not_the_end(acme: Office) -> None:
    approval = in_order(acme, "pablo", "marta", "nuria")
    with clock.frozen(at(3)):
        acme.says("pablo", approval)
    assert due(approval) == {"remind": 5, "escalate": 7, "expire": 20}
    approval.refresh_from_db()
    assert (approval.due_at, approval.since) == (at(7), at(3))
    with clock.frozen(at(6)):
        (waits,) = queries.awaited_in(approval.ticket, acme.lucia)
    assert (waits.since, waits.escalates_at, waits.expires_at) == (at(3), at(7), at(20))


def test_it_is_escalated_at_every_turn(acme: Office) -> None:
    approval = in_order(acme, "marta", "carmen")
    directory.change(acme.carmen, actor=None, manager=acme.lucia)
    pass_time(at(4.5))
    assert asked_now(approval) == {"Marta", "Hector"}
    with clock.frozen(at(5)):
        acme.says("hector", approval)
    assert asked_now(approval) == {"Carmen"}
    pass_time(at(8.5))
    assert asked_now(approval) == {"Carmen"}
    pass_time(at(9.5))
    assert asked_now(approval) == {"Carmen", "Lucia"}
    assert len(said(approval.ticket, "workflow.approval_escalated")) == 2
    assert len(said(approval.ticket, "workflow.approval_reminded")) == 2
    pass_time(at(20.5))
    assert Approval.objects.get(pk=approval.pk).outcome == "expired"


def test_at_once_the_decision_of_one_moves_the_time_of_nobody(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=seats(acme, "pablo", "nuria"), **TIMES)
    with clock.frozen(at(1)):
        acme.says("pablo", approval)
    assert due(approval) == {"remind": 2, "escalate": 4, "expire": 20}


def test_a_second_yes_at_the_same_seat_moves_nothing(acme: Office) -> None:
    with clock.frozen(MONDAY):
        pool = {"group": "finance", "need": 2}
        approval = acme.ask(seats=[pool, *seats(acme, "marta")], in_order=True, **TIMES)
    with clock.frozen(at(1)):
        acme.says("pablo", approval)
    assert due(approval)["escalate"] == 4
    with clock.frozen(at(2)):
        acme.says("nuria", approval)
    assert due(approval)["escalate"] == 6


def test_the_levels_of_a_chain_have_each_their_time(acme: Office) -> None:
    with clock.frozen(MONDAY):
        chain = {"managers_of": "requester", "levels": 2}
        approval = acme.ask(seats=[chain], in_order=True, **TIMES)
    with clock.frozen(at(3)):
        acme.says("marta", approval)
    assert asked_now(approval) == {"Hector"}
    assert due(approval)["escalate"] == 7


def test_who_takes_over_a_seat_has_what_is_left_of_its_time(acme: Office) -> None:
    with clock.frozen(MONDAY):
        manager = {"from": "requester.manager"}
        approval = acme.ask(seats=[manager, *seats(acme, "nuria")], in_order=True, **TIMES)
    with clock.frozen(at(1)):
        directory.change(acme.marta, actor=None, is_active=False)
        reseat_after_change("person", acme.people["marta"].pk)
    assert asked_now(approval) == {"Hector"}
    assert due(approval)["escalate"] == 4


def test_while_a_question_is_open_the_time_of_the_next_stands_still_at_its_beginning(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=[{"group": "finance"}, *seats(acme, "marta")], in_order=True, **TIMES)
    with clock.frozen(at(1)):
        enquiry = actions.enquire(actor=acme.carmen, approval=approval, text="Why?", whom=acme.ana)
    with clock.frozen(at(3)):
        acme.says("nuria", approval)
    assert due(approval) == {}
    with clock.frozen(at(6)):
        actions.complete(actor=acme.ana, task=enquiry.task, answers={"answer": "Because."})
    assert due(approval) == {"remind": 8, "escalate": 10, "expire": 25}


def test_who_had_voted_when_time_was_up_is_known_and_left_out_afterwards(acme: Office) -> None:
    both = {"group": "finance", "need": 2}
    times = {"expire_after": "2 hours", "if_expired": "approved"}
    first = {"id": "first", "title": {"es": "Uno", "en": "One"}, "seats": [both], **times}
    but = {"group": "finance", "but": {"fact": "outputs.first.who"}}
    second = {"id": "second", "title": {"es": "Dos", "en": "Two"}, "seats": [but]}
    service = factories.service(workflow=[{"approval": first}, {"approval": second}, WORK])
    with clock.frozen(MONDAY):
        ticket = submit(actor=acme.ana, service=service, answers={"what": "A chair"})
        acme.says("carmen", Approval.objects.get(ticket=ticket))
    pass_time(at(3))
    assert Step.objects.get(run__ticket=ticket, block="first").outputs == {"who": [str(acme.carmen.pk)]}
    assert asked_now(Approval.objects.get(ticket=ticket, state="open")) == {"Pablo", "Nuria"}
    assert said(ticket, "workflow.approval_expired") == [
        "Not everybody decided “One” in time, so it counts as approved."
    ]


def test_who_is_asked_anew_about_other_answers_has_the_whole_time(acme: Office) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(seats=seats(acme, "marta", "nuria"), **TIMES)
        acme.says("nuria", approval)
    pass_time(at(5))
    assert asked_now(approval) == {"Marta", "Hector"}
    with clock.frozen(at(6)):
        amend(actor=acme.ana, ticket=approval.ticket, answers={"what": "A desk"})
    assert due(approval) == {"remind": 8, "escalate": 10, "expire": 26}
    approval.refresh_from_db()
    assert (approval.due_at, approval.since) == (at(10), at(6))
