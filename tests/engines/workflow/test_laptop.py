"""One laptop request on every floor, at the level of actions."""

from __future__ import annotations

import pytest

from tests.engines.workflow.laptop import PACKAGE, fresh, leave, world
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import OpenState, TaskKind, Verdict
from ventanilla.engines.workflow.models import Run, Task
from ventanilla.records.assets.models import Asset
from ventanilla.records.assets.queries import things_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import AnswerSet
from ventanilla.records.tickets.queries import visible

pytestmark = pytest.mark.django_db


def asked(w, **answers):
    return tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13", **answers})


def approval_of(person):
    return queries.open_approvals(fresh(person)).get()


def task_of(person, block):
    return queries.open_tasks(fresh(person)).get(step__block=block)


def test_from_asking_to_the_laptop_in_anas_hands():
    w = world()
    ticket = asked(w)
    assert (ticket.status, ticket.team, ticket.promised_at) == (Status.NEW, w.equipment, ticket.promised_at)

    actions.decide(
        actor=w.marta, approval=approval_of(w.marta), verdict=Verdict.RETURN, comment="¿Seguro que el Air?"
    )
    ticket.refresh_from_db()
    assert ticket.status == Status.WAITING
    correction = queries.asked_of(fresh(w.ana)).get()
    assert (correction.kind, correction.detail["comment"]) == (TaskKind.CORRECTION, "¿Seguro que el Air?")
    actions.complete(actor=w.ana, task=correction, answers={"model": "air-13"})
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN

    second = approval_of(w.marta)
    assert second.step.round == 2
    actions.decide(actor=w.marta, approval=second, verdict=Verdict.APPROVE, digest=second.digest)

    assert [(a.serial, a.holder) for a in things_of(w.ana)] == [("AIR-001", w.ana)]
    actions.complete(actor=w.felipe, task=task_of(w.felipe, "workplace"), answers={})
    delivery = task_of(w.luis, "delivery")
    with pytest.raises(Invalid) as refused:
        actions.complete(actor=w.luis, task=delivery, answers={})
    assert list(refused.value.fields) == ["on"]
    actions.complete(actor=w.luis, task=delivery, answers={"on": "2030-05-06"})

    ticket = visible(fresh(w.ana), ticket.number)
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.FULFILLED)
    said = [entry.what.detail() for entry in ticket.stream.entries.filter(type="workflow.message")]
    assert said == ["Tu portátil AIR-001 llega el 6 may 2030."] or "AIR-001" in said[0]
    assert list(verify()) == []


def test_rejecting_declines_the_request_and_says_why():
    w = world()
    ticket = asked(w)
    with pytest.raises(Invalid):
        actions.decide(actor=w.marta, approval=approval_of(w.marta), verdict=Verdict.REJECT)
    actions.decide(
        actor=w.marta, approval=approval_of(w.marta), verdict=Verdict.REJECT, comment="No hay presupuesto."
    )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.DECLINED)
    assert Asset.objects.filter(holder=w.ana).count() == 0


def test_a_decision_is_taken_once():
    w = world()
    asked(w)
    approval = approval_of(w.marta)
    actions.decide(actor=w.marta, approval=approval, verdict=Verdict.APPROVE)
    with pytest.raises(Conflict):
        actions.decide(actor=w.marta, approval=approval, verdict=Verdict.REJECT, comment="Tarde.")
    assert Asset.objects.filter(holder=w.ana).count() == 1


def test_nobody_else_decides():
    w = world()
    asked(w)
    approval = approval_of(w.marta)
    for person in (w.ana, w.luis, w.felipe):
        with pytest.raises(NotFound):
            actions.decide(actor=fresh(person), approval=approval, verdict=Verdict.APPROVE)


def test_without_a_manager_the_head_of_the_department_decides_and_the_reason_is_kept():
    w = world()
    w.ana.department.head = w.felipe
    w.ana.department.save()
    w.ana.manager = None
    w.ana.save()
    ticket = asked(w)
    seat = approval_of(w.felipe).seats.get()
    assert seat.reasons == ["no_manager", "fell_to_head"]
    entry = ticket.stream.entries.get(type="workflow.approval_asked")
    assert entry.payload["reasons"] == ["no_manager", "fell_to_head"]


def test_when_the_manager_left_the_owner_of_the_service_decides():
    w = world()
    leave(w.marta)
    w.ana.refresh_from_db()
    asked(w)
    assert approval_of(w.lucia).seats.get().reasons[0] == "inactive"


def test_no_stock_becomes_a_task_and_then_it_is_tried_again():
    w = world(stock=0)
    asked(w)
    actions.decide(actor=w.marta, approval=approval_of(w.marta), verdict=Verdict.APPROVE)
    restock = task_of(w.luis, "asset~restock")
    from ventanilla.records.assets.actions import add_asset

    add_asset(actor=None, model=w.model, serial="NEW-1")
    actions.complete(actor=w.luis, task=restock, answers={})
    assert [a.serial for a in things_of(w.ana)] == ["NEW-1"]


def test_withdrawing_closes_what_is_open():
    w = world()
    ticket = asked(w)
    tickets.cancel(actor=w.ana, ticket=ticket)
    assert not queries.open_approvals(fresh(w.marta)).exists()
    run = Run.objects.get(ticket=ticket)
    assert run.state == "ended"


def test_an_unknown_model_becomes_a_fault_for_the_owner_who_can_try_again():
    w = world()
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "pro-16", "reason": "Vídeo"})
    actions.decide(actor=w.marta, approval=approval_of(w.marta), verdict=Verdict.APPROVE)
    fault = Task.objects.get(ticket=ticket, kind=TaskKind.FAULT)
    assert (fault.assignee, fault.state) == (w.lucia, OpenState.OPEN)
    from ventanilla.records.assets.actions import add_asset, add_model

    model = add_model(actor=None, slug="pro-16", name={"es": "Pro 16"}, department=w.equipment.department)
    add_asset(actor=None, model=model, serial="PRO-1")
    actions.complete(actor=w.lucia, task=fault, answers={"choice": "retry"})
    assert [a.serial for a in things_of(w.ana)] == ["PRO-1"]


def test_the_same_submission_twice_is_one_ticket():
    w = world()
    first = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"}, key="k1")
    again = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"}, key="k1")
    assert first == again
    with pytest.raises(Conflict):
        tickets.submit(actor=w.ana, service=w.service, answers={"model": "pro-16", "reason": "x"}, key="k1")
    assert AnswerSet.objects.filter(ticket=first).count() == 1


def test_a_rule_of_the_service_that_fails_never_loses_the_request():
    package = {
        **PACKAGE,
        "routing": [{"when": {"fact": "answers.model", "op": "is", "value": "air-13"}, "team": "facilities"}],
    }
    w = world(package=package)
    ticket = asked(w)
    assert ticket.team == w.facilities
    assert ticket.traces["routing"]["es"]


def test_asking_and_completing_a_task_take_few_statements(django_assert_max_num_queries):
    w = world()
    asked(w)
    with django_assert_max_num_queries(51):
        asked(w)
    approval = queries.open_approvals(fresh(w.marta)).first()
    actions.decide(actor=w.marta, approval=approval, verdict=Verdict.APPROVE)
    task = task_of(w.felipe, "workplace")
    with django_assert_max_num_queries(36):
        actions.complete(actor=fresh(w.felipe), task=task, answers={})
