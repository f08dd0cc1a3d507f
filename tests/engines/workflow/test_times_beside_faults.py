"""What was to happen at a time happens, though something in the same request went wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, asked_now, office, said
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.reseat import reseat
from ventanilla.engines.workflow.actions.timers import fire_due_timers
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.models import Approval, Enquiry, Step, Task, Timer
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)  # nine in the morning in Madrid
MANAGER = {"from": "requester.manager"}
LATE = {"task": {"id": "look", "team": "it-equipment", "title": {"en": "Look"}}}
LOST = {"assign_asset": {"id": "lost", "model": "no-such-model"}}


@pytest.fixture
def acme() -> Office:
    return office()


def pass_time(until: datetime) -> None:
    with clock.frozen(until):
        while fire_due_timers():
            pass


def open_tasks(ticket: Ticket) -> dict[str, Task]:
    return {task.kind: task for task in Task.objects.filter(ticket=ticket, state=OpenState.OPEN)}


def failed(ticket: Ticket) -> list[str]:
    rows = Step.objects.filter(run__ticket=ticket, state=StepState.FAILED)
    return list(rows.values_list("block", flat=True))


def beside_a_fault(acme: Office, branch: list[Any], **group: Any) -> Ticket:
    """A request in which one branch has a fault from the beginning, in a group with the other one."""
    flow = [
        {
            "group": {
                "id": "stage",
                "title": {"en": "Stage"},
                "blocks": [{"parallel": {"id": "both", "branches": [[LOST], branch]}}],
                **group,
            }
        }
    ]
    with clock.frozen(MONDAY):
        ticket = submit(actor=acme.ana, service=factories.service(workflow=flow), answers={"what": "A chair"})
    assert failed(ticket) == ["lost"]
    return ticket


def test_an_approval_beside_a_fault_is_reminded_escalated_and_expires(acme: Office) -> None:
    block = {
        "id": "go",
        "title": {"en": "Go-ahead"},
        "seats": [MANAGER],
        "remind_after": "1 business hour",
        "escalate_after": "2 business hours",
        "expire_after": "4 business hours",
        "on": {"expired": [{"task": {"id": "call", "team": "it-equipment", "title": {"en": "Call"}}}]},
    }
    ticket = beside_a_fault(acme, [{"approval": block}])
    pass_time(MONDAY + timedelta(hours=3))
    assert said(ticket, "workflow.approval_reminded") == ["Reminder to Marta about “Go-ahead”."]
    assert asked_now(Approval.objects.get(ticket=ticket)) == {"Marta", "Hector"}
    pass_time(MONDAY + timedelta(hours=5))
    assert said(ticket, "workflow.approval_expired") == ["Nobody decided “Go-ahead” in time."]
    assert open_tasks(ticket)[TaskKind.WORK].title["en"] == "Call"
    assert failed(ticket) == ["lost"], "the fault is still its owner's"


def test_tasks_and_questions_beside_a_fault_are_reminded_and_end_at_their_deadline(acme: Office) -> None:
    asks = [{"id": "size", "type": "short_text", "label": {"en": "Size"}}]
    times = {"remind_after": "1 business hour", "deadline": {"within": "2 business hours", "ends": True}}
    work = {"id": "work", "team": "it-equipment", "title": {"en": "Do it"}, **times}
    ticket = beside_a_fault(
        acme, [{"task": work}, {"ask": {"id": "size", "title": {"en": "Size?"}, "asks": asks, **times}}]
    )
    pass_time(MONDAY + timedelta(hours=1, minutes=30))
    assert len(said(ticket, "workflow.task_reminded")) == 1
    pass_time(MONDAY + timedelta(hours=2, minutes=30))
    assert open_tasks(ticket).keys() == {TaskKind.FAULT, TaskKind.ASK}
    pass_time(MONDAY + timedelta(hours=6))
    assert open_tasks(ticket).keys() == {TaskKind.FAULT}


def test_the_deadline_of_the_stage_in_which_something_went_wrong_ends_all_of_it(acme: Office) -> None:
    block = {"id": "go", "title": {"en": "Go-ahead"}, "seats": [MANAGER]}
    deadline = {"within": "2 business hours", "ends": True}
    ticket = beside_a_fault(acme, [{"approval": block}], deadline=deadline)
    pass_time(MONDAY + timedelta(hours=3))
    ticket.refresh_from_db()
    assert (ticket.outcome, failed(ticket), open_tasks(ticket)) == (Outcome.FULFILLED, [], {})
    assert Approval.objects.get(ticket=ticket).state == OpenState.CANCELLED


def nobody_left(acme: Office, approval: Approval, at: datetime) -> None:
    """Everybody who could decide leaves."""
    with clock.frozen(at):
        for name in ("carmen", "lucia", "marta", "hector"):
            person = getattr(acme, name)
            directory.change(person, actor=None, is_active=False)
        reseat(approval=approval)
    approval.refresh_from_db()
    assert approval.state == OpenState.CANCELLED


@pytest.mark.parametrize(
    ("if_expired", "outcome"), [("rejected", Outcome.DECLINED), ("approved", ""), ("escalated", "")]
)
def test_an_approval_that_nobody_is_left_to_decide_expires_all_the_same(
    acme: Office, if_expired: str, outcome: str
) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(
            seats=[{"person": acme.carmen.email}],
            remind_after="1 business hour",
            expire_after="4 business hours",
            if_expired=if_expired,
        )
    ticket = approval.ticket
    nobody_left(acme, approval, MONDAY + timedelta(minutes=30))
    pass_time(MONDAY + timedelta(hours=3))
    assert said(ticket, "workflow.approval_reminded") == [], "nobody is there to be reminded"
    assert said(ticket, "workflow.approval_expired") == []
    pass_time(MONDAY + timedelta(hours=5))
    ticket.refresh_from_db()
    assert ticket.outcome == outcome
    assert len(said(ticket, "workflow.approval_expired")) == (if_expired != "approved")
    assert failed(ticket) == {"rejected": [], "approved": ["go"], "escalated": ["go~owner"]}[if_expired]


def test_a_question_before_deciding_holds_up_neither_a_deadline_nor_the_end_when_nobody_is_left(
    acme: Office,
) -> None:
    with clock.frozen(MONDAY):
        approval = acme.ask(
            seats=[{"person": acme.carmen.email}],
            expire_after="4 business hours",
            if_expired="rejected",
            deadline={"within": "3 business hours", "then": [LATE]},
        )
        actions.enquire(actor=acme.carmen, approval=approval, text="Which colour?", whom=acme.ana)
    waiting = Timer.objects.filter(step=approval.step, fired_at=None)
    assert list(waiting.values_list("name", flat=True)) == ["deadline"]
    nobody_left(acme, approval, MONDAY + timedelta(hours=1))
    assert not Enquiry.objects.filter(ended_at=None).exists()
    assert dict(waiting.values_list("name", "fires_at")) == {
        "deadline": MONDAY + timedelta(hours=3),
        "expire": MONDAY + timedelta(hours=5),
    }, "an hour of it stood still"
    pass_time(MONDAY + timedelta(hours=4))
    assert open_tasks(approval.ticket)[TaskKind.WORK].title["en"] == "Look"
    pass_time(MONDAY + timedelta(hours=6))
    approval.ticket.refresh_from_db()
    assert approval.ticket.outcome == Outcome.DECLINED
