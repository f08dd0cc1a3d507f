"""Who can't decide although the seat would be theirs: four eyes see more than two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, asked_now, office, said
from ventanilla.core.blueprint.problems import spell
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.actions.timers import fire_due_timers
from ventanilla.engines.workflow.models import Approval, Step, Task, Timer
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.engines.workflow.wording import seat_reason
from ventanilla.records.catalog.flaws import flaws_of
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import amend, submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

FINANCE = {"group": "finance"}
WHO = {"id": "who", "type": "person", "label": {"es": "¿Quién?", "en": "Who?"}, "required": True}
FORM = [{"section": {"id": "main", "title": {"es": "Todo", "en": "All"}}, "questions": [WHO]}]
FIRST = {"fact": "outputs.first.who"}


@pytest.fixture
def acme() -> Office:
    return office()


def approval(name: str, **more: Any) -> dict[str, Any]:
    return {"approval": {"id": name, "title": {"es": name, "en": name}, **more}}


def ask(acme: Office, *blocks: dict[str, Any], **answers: Any) -> Ticket:
    service = factories.service(workflow=[*blocks, WORK], form=FORM)
    return submit(actor=acme.ana, service=service, answers=answers or {"who": acme.hector.pk})


def open_one(ticket: Ticket) -> Approval:
    return Approval.objects.get(ticket=ticket, state="open")


def two_of_finance(**second: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return approval("first", seats=[FINANCE]), approval("second", seats=[{**FINANCE, "but": FIRST}], **second)


def test_who_approved_before_does_not_approve_again(acme: Office) -> None:
    ticket = ask(acme, *two_of_finance())
    acme.says("carmen", open_one(ticket))
    assert asked_now(open_one(ticket)) == {"Pablo", "Nuria"}
    assert "The service wants somebody else than Carmen" in said(ticket, "workflow.approval_asked")[-1]
    acme.says("pablo", open_one(ticket))
    assert Step.objects.get(run__ticket=ticket, block="second").outputs["who"] == [str(acme.pablo.pk)]


def test_when_nobody_else_is_left_it_falls_to_the_owner_and_never_back(acme: Office) -> None:
    ticket = ask(acme, *two_of_finance())
    acme.says("carmen", open_one(ticket))
    assert acme.finance is not None
    directory.leave_group(acme.finance, acme.pablo, acme.nuria, actor=acme.admin)
    reseat_after_change("group", acme.finance.pk)
    assert asked_now(open_one(ticket)) == {"Lucia"}
    assert "There is nobody in the group who could decide." in said(ticket, "workflow.approval_moved")[-1]


def test_whoever_stands_above_is_left_out_too_when_it_takes_long(acme: Office) -> None:
    Person.objects.filter(pk__in=[acme.pablo.pk, acme.nuria.pk]).update(manager=acme.carmen)
    ticket = ask(acme, *two_of_finance(escalate_after="1 hours"))
    acme.says("carmen", open_one(ticket))
    Timer.objects.filter(name="escalate").update(fires_at=clock.now() - timedelta(minutes=1))
    fire_due_timers()
    assert asked_now(open_one(ticket)) == {"Pablo", "Nuria", "Lucia"}


def test_the_person_whom_an_answer_names_is_left_out_and_another_answer_moves_it(acme: Office) -> None:
    seat = {"people": [acme.hector.email, acme.marta.email], "but": {"fact": "answers.who"}}
    ticket = ask(acme, approval("go", seats=[seat]))
    assert asked_now(open_one(ticket)) == {"Marta"}
    amend(actor=acme.ana, ticket=ticket, answers={"who": acme.marta.pk})
    assert asked_now(open_one(ticket)) == {"Hector"}


def test_another_answer_moves_a_seat_that_it_names_and_those_who_stay_are_asked_again(acme: Office) -> None:
    ticket = ask(
        acme, approval("go", seats=[{"holder": {"fact": "answers.who"}}, {"person": acme.carmen.email}])
    )
    assert asked_now(open_one(ticket)) == {"Hector", "Carmen"}
    acme.says("carmen", open_one(ticket))
    amend(actor=acme.ana, ticket=ticket, answers={"who": acme.marta.pk})
    assert asked_now(open_one(ticket)) == {"Marta", "Carmen"}
    assert "The answers have changed." in said(ticket, "workflow.approval_moved")[-1]
    again = ticket.stream.entries.filter(type="workflow.approval_asked").last()
    assert again is not None
    assert again.payload["people"] == [acme.carmen.pk]


def test_anybody_of_a_team_decides_and_who_joins_it_is_asked(acme: Office) -> None:
    team = factories.team("payments", acme.carmen, acme.ana)
    ticket = ask(acme, approval("go", seats=[{"team": "payments"}]))
    assert asked_now(open_one(ticket)) == {"Carmen"}
    directory.join_team(team, acme.pablo, actor=acme.admin)
    reseat_after_change("team", team.pk)
    assert asked_now(open_one(ticket)) == {"Carmen", "Pablo"}


def test_who_did_a_task_does_not_approve_it(acme: Office) -> None:
    work = {"task": {"id": "first", "person": acme.carmen.email}}
    ticket = ask(acme, work, approval("check", seats=[{**FINANCE, "but": FIRST}]))
    actions.complete(actor=acme.carmen, task=Task.objects.get(ticket=ticket, state="open"), answers={})
    assert asked_now(open_one(ticket)) == {"Pablo", "Nuria"}


def test_trying_it_out_leaves_out_the_first_who_would_decide(acme: Office) -> None:
    ticket = ask(acme, *two_of_finance())
    played = simulate(package=package_of(ticket.version), person=acme.ana, answers={"who": acme.hector.pk})
    first, second = (each.who for each in played.happenings if each.kind == "approval")
    assert set(first) - set(second) == {first[0]}


def test_an_address_that_nobody_has_is_told_before(acme: Office) -> None:
    wrong = approval("go", seats=[{**FINANCE, "but": ["nobody@acme.example"]}])
    package = package_of(ask(acme, approval("go", seats=[FINANCE])).version)
    document = {**package.to_document(), "workflow": [wrong]}
    flaws = flaws_of(type(package).from_document(document))
    assert [spell(flaw.path) for flaw in flaws] == ["workflow[0].approval.seats[0].but[0]"]


def test_every_reason_has_words() -> None:
    assert all(seat_reason(code) for code in ("barred", "empty_team", "answers_changed"))
