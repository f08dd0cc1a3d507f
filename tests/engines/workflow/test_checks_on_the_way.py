"""What has to hold among the answers to a task or a question on the way: on every surface, and when it is tried out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.engines.workflow.queries import form_of
from ventanilla.engines.workflow.runtime.simulation import choices_from, simulate
from ventanilla.engines.workflow.runtime.simulation.story import story
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.surfaces.ui import forms

pytestmark = pytest.mark.django_db

NO = "Coste y gastos no pueden pasar de lo que se pidió."


@pytest.fixture
def acme() -> Office:
    return office()


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def fee(name: str) -> dict[str, Any]:
    return {"id": name, "type": "money", "label": words(name), "required": True}


def priced(to: Any = None) -> Service:
    """Somebody is asked what it costs, and the team then what it cost: each no more than was asked for."""
    total = {"add": [{"fact": "answers.cost"}, {"fact": "answers.fees"}]}
    within = {"fact": "answers.budget", "op": "gte", "value": total}
    offer = {
        "id": "offer",
        "title": words("Your offer"),
        "asks": [fee("cost"), fee("fees")],
        "checks": [{"rule": within, "message": words(NO), "at": "fees"}],
        **({"to": to} if to else {}),
    }
    offered = {"fact": "outputs.offer.cost", "op": "gte", "value": {"fact": "answers.paid"}}
    work = {
        "id": "pay",
        "team": "it-equipment",
        "title": words("Pay"),
        "asks": [fee("paid")],
        "checks": [{"rule": offered, "message": words("Más de lo ofrecido.")}],
    }
    mail = {"id": "mail", "type": "email", "label": words("Mail")}
    form = [{"section": {"id": "all", "title": words("All")}, "questions": [fee("budget"), mail]}]
    return factories.service(form=form, workflow=[{"ask": offer}, {"task": work}], outside_mail=True)


def asked(acme: Office, to: Any = None) -> Task:
    answers = {"budget": "100", "mail": "out@side.example"}
    ticket = tickets.submit(actor=acme.ana, service=priced(to), answers=answers)
    return Task.objects.get(ticket=ticket, step__block="offer")


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_answer_that_breaks_it_is_refused_with_its_own_words(acme: Office) -> None:
    task = asked(acme)
    with pytest.raises(Invalid) as refused:
        actions.complete(actor=acme.ana, task=task, answers={"cost": "80", "fees": "20.01"})
    assert refused.value.fields == {"fees": [NO]}
    actions.complete(actor=acme.ana, task=task, answers={"cost": "80", "fees": "20"})
    work = Task.objects.get(ticket=task.ticket, step__block="pay")
    with pytest.raises(Invalid) as refused:
        actions.complete(actor=acme.lucia, task=work, answers={"paid": "80.01"})
    assert refused.value.fields == {"": ["Más de lo ofrecido."]}
    actions.complete(actor=acme.lucia, task=work, answers={"paid": "80"})


def test_the_page_of_the_question_says_it_and_keeps_what_was_typed(acme: Office) -> None:
    task = asked(acme)
    there = f"/requests/{task.ticket.number}/tasks/{task.pk}/"
    sent = {"_shown": "cost fees", "cost": "90", "fees": "20"}
    page = client_of(acme.ana).post(there, sent)
    assert page.status_code == 422
    assert NO in page.content.decode()
    assert 'value="90"' in page.content.decode()
    assert client_of(acme.ana).post(there, {**sent, "fees": "10"}).status_code == 302


def test_the_desk_says_it_above_the_form_when_it_names_no_question(acme: Office) -> None:
    task = asked(acme)
    actions.complete(actor=acme.ana, task=task, answers={"cost": "80", "fees": "20"})
    work = Task.objects.get(ticket=task.ticket, step__block="pay")
    page = client_of(acme.lucia).post(f"/desk/tasks/{work.pk}/", {"_shown": "paid", "paid": "81"})
    assert page.status_code == 422
    assert "Más de lo ofrecido." in page.content.decode()
    work.refresh_from_db()
    assert work.state == OpenState.OPEN


def test_somebody_without_an_account_is_told_on_their_page(acme: Office) -> None:
    task = asked(acme, {"fact": "answers.mail"})
    token = token_of(task)
    page = Client().post(f"/answer/{token}/", {"_shown": "cost fees", "cost": "90", "fees": "20"})
    assert page.status_code == 422
    assert NO in page.content.decode()
    assert "100" not in page.content.decode()  # the rule, and what was asked for, stay on the server
    with pytest.raises(Invalid):
        answer_outside(token=token, answers={"cost": "90", "fees": "20"})
    answer_outside(token=token, answers={"cost": "90", "fees": "10"})


def test_what_names_other_answers_is_judged_by_the_server_as_one_types(acme: Office) -> None:
    task = asked(acme)
    there = f"/requests/{task.ticket.number}/tasks/{task.pk}/state/"
    sent = {"_shown": "cost fees", "cost": "90", "fees": "20"}
    assert client_of(acme.ana).post(there, sent).json()["broken"] == ["0"]
    assert client_of(acme.ana).post(there, {**sent, "fees": "10"}).json()["broken"] == []
    assert forms.rules_of(form_of(task)) == {}


def test_it_is_tried_out_as_it_would_be(acme: Office) -> None:
    service = priced()
    assert service.live_version is not None
    package = package_of(service.live_version)
    answers = {"budget": "100"}
    wrong = choices_from(
        {"offer": {"answers": {"cost": {"amount": "90", "currency": "EUR"}, "fees": "20"}}}, package
    )
    found = simulate(package=package, person=acme.ana, answers=answers, choices=wrong)
    told = [part for part in story(found) if part.kind == "refused"]
    assert [part.lines for part in told] == [(f"fees: {NO}",)]
    fine = choices_from({"offer": {"answers": {"cost": "90", "fees": "10"}}}, package)
    found = simulate(package=package, person=acme.ana, answers=answers, choices=fine)
    assert [part for part in story(found) if part.kind == "refused"] == []
    assert found.outcome == "fulfilled"


def test_the_linter_says_when_it_can_never_hold(acme: Office) -> None:
    service = priced()
    assert service.live_version is not None
    package = package_of(service.live_version)
    document = package.to_document()
    never = {
        "all": [
            {"fact": "answers.cost", "op": "gt", "value": 5},
            {"fact": "answers.cost", "op": "lt", "value": 3},
        ]
    }
    document["workflow"][0]["ask"]["checks"][0]["rule"] = never
    found = lint(type(package).from_document(document))
    assert [(each.code, each.path[-3:]) for each in found if each.code == "check_never"] == [
        ("check_never", ("checks", 0, "rule"))
    ]
