"""Answers that are corrected after somebody has said yes to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, office
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.moving import preview
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Run, Task
from ventanilla.records.tickets.actions import amend, submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
MORE = {"task": {"id": "more", "team": "it-equipment", "title": {"es": "Y más", "en": "And more"}}}
BOSS = {
    "approval": {
        "id": "boss",
        "title": {"es": "Jefa", "en": "Manager"},
        "seats": [{"role": "requester.manager"}],
    }
}
MONEY = {
    "approval": {"id": "money", "title": {"es": "Finanzas", "en": "Finance"}, "seats": [{"group": "finance"}]}
}


@pytest.fixture
def acme() -> Office:
    return office()


def sent(acme: Office, *workflow: dict[str, Any]) -> Ticket:
    service = factories.service(workflow=list(workflow), amend_until="end")
    return submit(actor=acme.ana, service=service, answers={"what": "A chair"})


def open_approvals(ticket: Ticket) -> list[Approval]:
    return list(Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).order_by("pk"))


def open_tasks(ticket: Ticket) -> list[str]:
    rows = Task.objects.filter(ticket=ticket, state=OpenState.OPEN).order_by("pk")
    return [row.title["en"] for row in rows]


def test_what_the_manager_approved_before_finance_sent_it_back_is_decided_by_her_again(acme: Office) -> None:
    ticket = sent(acme, BOSS, MONEY, WORK)
    acme.says("marta", open_approvals(ticket)[0])
    acme.says("carmen", open_approvals(ticket)[0], "return")
    correction = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
    actions.complete(actor=acme.ana, task=correction, answers={"what": "Two chairs"})
    (boss,) = open_approvals(ticket)
    assert boss.title["en"] == "Manager"
    assert boss.before is not None
    assert boss.before.answers["what"] == "A chair"
    assert boss in queries.open_approvals(acme.marta)
    acme.says("marta", boss)
    (money,) = open_approvals(ticket)
    assert money.title["en"] == "Finance"
    acme.says("carmen", money)
    assert open_tasks(ticket) == ["Do it"]


def test_nothing_is_asked_again_when_nothing_is_other(acme: Office) -> None:
    ticket = sent(acme, BOSS, MONEY, WORK)
    acme.says("marta", open_approvals(ticket)[0])
    acme.says("carmen", open_approvals(ticket)[0], "return")
    correction = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
    actions.complete(actor=acme.ana, task=correction, answers={"what": "A chair"})
    (money,) = open_approvals(ticket)
    assert money.title["en"] == "Finance"


def test_corrected_while_somebody_works_on_it_the_work_stays_and_what_follows_waits(acme: Office) -> None:
    ticket = sent(acme, BOSS, WORK, MORE)
    acme.says("marta", open_approvals(ticket)[0])
    amend(actor=acme.ana, ticket=ticket, answers={"what": "A throne"})
    work = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
    (boss,) = open_approvals(ticket)
    why = ticket.stream.entries.filter(type="workflow.approval_asked").last()
    assert why is not None
    assert why.payload["reasons"] == ["asked_anew"]
    actions.complete(actor=acme.lucia, task=work, answers={})
    assert open_tasks(ticket) == []
    assert Run.objects.get(ticket=ticket).state == "running"
    acme.says("marta", boss)
    assert open_tasks(ticket) == ["And more"]


def test_an_approval_that_hangs_on_one_question_is_not_asked_again_because_of_another(acme: Office) -> None:
    questions = [
        {"id": name, "type": "short_text", "label": {"es": name, "en": name}, "required": True}
        for name in ("what", "colour")
    ]
    form = [{"section": {"id": "need", "title": {"es": "Qué", "en": "What"}}, "questions": questions}]
    boss = {"approval": {**BOSS["approval"], "hangs_on": ["what"]}}
    service = factories.service(form=form, workflow=[boss, WORK], amend_until="end")
    ticket = submit(actor=acme.ana, service=service, answers={"what": "A chair", "colour": "Red"})
    acme.says("marta", open_approvals(ticket)[0])
    amend(actor=acme.ana, ticket=ticket, answers={"what": "A chair", "colour": "Blue"})
    assert open_approvals(ticket) == []
    amend(actor=acme.ana, ticket=ticket, answers={"what": "A throne", "colour": "Blue"})
    assert [row.title["en"] for row in open_approvals(ticket)] == ["Manager"]


def test_what_waits_for_a_second_yes_stays_on_its_version(acme: Office) -> None:
    ticket = sent(acme, BOSS, WORK, MORE)
    acme.says("marta", open_approvals(ticket)[0])
    run = Run.objects.select_related("version", "ticket").get(ticket=ticket)
    assert preview(run, run.version).fits
    amend(actor=acme.ana, ticket=ticket, answers={"what": "A throne"})
    fitting = preview(run, run.version)
    assert [title["en"] for title in fitting.gone] == ["Manager"]


def test_a_no_to_what_was_changed_after_the_yes_ends_the_request(acme: Office) -> None:
    ticket = sent(acme, BOSS, WORK, MORE)
    acme.says("marta", open_approvals(ticket)[0])
    amend(actor=acme.ana, ticket=ticket, answers={"what": "A throne"})
    acme.says("marta", open_approvals(ticket)[0], "reject")
    ticket.refresh_from_db()
    assert (ticket.ended, ticket.outcome) == (True, "declined")
    assert open_tasks(ticket) == []
