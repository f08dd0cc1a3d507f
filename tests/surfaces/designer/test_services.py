"""Designers read their services: how they do, what they ask, who may, and what each version changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.entries import note_words
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db

FORM = [
    {
        "section": {"id": "main", "title": {"es": "Tu equipo", "en": "Your equipment"}},
        "questions": [
            {
                "id": "model",
                "type": "choice",
                "label": {"es": "¿Cuál?", "en": "Which one?"},
                "options": [
                    {"value": "air", "label": {"es": "Ligero", "en": "Light"}},
                    {"value": "pro", "label": {"es": "Potente", "en": "Powerful"}},
                ],
                "required": True,
            },
            {
                "id": "why",
                "type": "long_text",
                "label": {"es": "¿Para qué?", "en": "What for?"},
                "visible_if": {"fact": "answers.model", "op": "is", "value": "pro"},
            },
        ],
    }
]
FLOW = [
    {
        "approval": {
            "id": "manager",
            "title": {"es": "Visto bueno", "en": "Go-ahead"},
            "seats": [{"from": "requester.manager"}],
            "remind_after": "1 business day",
        }
    },
    {
        "branch": {
            "id": "big",
            "cases": [
                {
                    "when": {"fact": "answers.model", "op": "is", "value": "pro"},
                    "blocks": [
                        {
                            "task": {
                                "id": "buy",
                                "team": "it-equipment",
                                "title": {"es": "Comprar", "en": "Buy it"},
                            }
                        }
                    ],
                }
            ],
        }
    },
    {"notify": {"id": "ready", "message": {"es": "Listo", "en": "It is ready for you"}}},
]


@pytest.fixture
def laptop() -> Any:
    factories.calendar()
    return factories.service(
        service="laptop",
        title={"es": "Portátil", "en": "Laptop"},
        form=FORM,
        workflow=FLOW,
        review_on="2020-01-31",
        audience={"fact": "person.department", "op": "in", "value": ["it", "hr"]},
    )


@pytest.fixture
def rosa(laptop: Any) -> Client:
    return signed_in(factories.with_role(Role.DESIGNER, laptop.department, language="en"))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_designer_sees_the_services_of_the_department_and_no_others(rosa, laptop):
    factories.department("hr")
    factories.service(service="holidays", department="hr", title={"es": "Vacaciones", "en": "Holidays"})
    page = text(rosa, "/designer/")
    assert "Laptop" in page
    assert "Holidays" not in page
    assert text(rosa, "/designer/services/holidays/", 404)
    assert text(signed_in(factories.person("Ana")), "/designer/", 403)


def test_the_list_says_what_is_open_late_and_on_time(rosa, laptop):
    ana = factories.person("Ana", department=laptop.department, manager=factories.person("Marta"))
    now = clock.now()
    for days_ago, took in ((40, 2), (39, 4), (5, None)):
        with clock.frozen(now - timedelta(days=days_ago)):
            ticket = tickets.submit(actor=ana, service=laptop, answers={"model": "air"})
        ticket.promised_at = ticket.created_at + timedelta(days=3)
        ticket.save(update_fields=["promised_at"])
        if took:
            with clock.frozen(now - timedelta(days=days_ago - took)):
                tickets.resolve(actor=None, ticket=ticket, outcome="fulfilled")
    page = text(rosa, "/designer/services/laptop/")
    figures = [part.split("</dd>")[0].split(">")[-1] for part in page.split("<dd")[1:7]]
    assert figures == ["1", "1", "1", "3 days", "4 days", "50 %"]
    assert "1 open request is past its date." in page
    assert "It should have been looked at again on Friday Jan 31, 2020." in page


def test_only_what_needs_attention_can_be_listed(rosa, laptop):
    factories.service(service="fine", title={"es": "Bien", "en": "All well"}, review_on="2099-01-31")
    assert "All well" in text(rosa, "/designer/")
    shown = text(rosa, "/designer/?show=attention")
    assert "Laptop" in shown
    assert "All well" not in shown


def test_texts_missing_in_a_language_are_counted(rosa):
    factories.service(
        service="half", title={"es": "A medias"}, summary={"es": "Nada"}, review_on="2099-01-31"
    )
    assert "2 texts are not there in English." in text(rosa, "/designer/services/half/")


def test_the_form_can_be_tried_and_sends_nothing(rosa, laptop):
    page = text(rosa, "/designer/services/laptop/form/")
    assert "“Which one?” is Powerful" in page
    tried = rosa.post("/designer/services/laptop/form/", {"q-model": "", "model": ""})
    assert tried.status_code == 200
    assert "These answers would be accepted" not in tried.content.decode()
    assert laptop.tickets.count() == 0


def test_the_workflow_is_told_in_words(rosa):
    page = text(rosa, "/designer/services/laptop/workflow/")
    for words in (
        "Go-ahead",
        "the manager of who asks",
        "Reminded after 1 working day",
        "Rejected: the request is closed as declined.",
        "“Which one?” is Powerful",
        "Buy it",
        "It is ready for you",
    ):
        assert words in page, words


def test_a_target_for_a_day_is_told_with_its_question_and_that_it_never_stands_still(rosa):
    asked = {"id": "on", "type": "date", "label": {"es": "¿Para qué día?", "en": "Which day?"}}
    form = [{"section": {"id": "main", "title": {"en": "When"}}, "questions": [asked]}]
    by = {"by": {"fact": "answers.on"}, "before": "2 business days"}
    factories.service(
        service="ready", form=form, deadlines={"resolution": [by, {"within": "5 business days"}]}
    )
    page = text(rosa, "/designer/services/ready/")
    assert "2 working days before the day given in “Which day?”" in page
    assert "A deadline that ends on a day goes on." in page


def test_the_audience_is_told_and_somebody_in_it_or_not_with_the_reason(rosa, laptop):
    ana = factories.person("Ana", department=laptop.department)
    clara = factories.person("Clara", organization=factories.organization("cobalto"))
    page = text(rosa, "/designer/services/laptop/audience/")
    assert "“Department” is one of It or hr" in page
    assert "Ana sees it" in text(rosa, f"/designer/services/laptop/audience/?person={ana.email}")
    outside = text(rosa, f"/designer/services/laptop/audience/?person={clara.email}")
    assert "Clara doesn&#x27;t see it" in outside or "Clara doesn't see it" in outside
    assert "✗" in outside
    assert "Nobody here has" in text(rosa, "/designer/services/laptop/audience/?person=x%00@y")


def test_a_version_says_what_it_changed(rosa, laptop):
    form = [{**FORM[0], "questions": [{**FORM[0]["questions"][0], "required": False}]}]
    publish(
        actor=None,
        note="Fewer questions",
        package=factories.package(
            service="laptop",
            title={"es": "Portátil", "en": "Laptop computer"},
            form=form,
            workflow=FLOW[:1],
            review_on="2020-01-31",
            audience={"fact": "person.department", "op": "in", "value": ["it"]},
        ),
    )
    listed = text(rosa, "/designer/services/laptop/versions/")
    assert "Fewer questions" in listed
    page = text(rosa, "/designer/services/laptop/versions/2/")
    for words in ("Laptop computer", "What for?", "must be answered", "Removed", "audience"):
        assert words in page, words
    assert "there is nothing to compare it with" in text(rosa, "/designer/services/laptop/versions/1/")
    assert "Laptop computer" in text(rosa, "/designer/services/laptop/versions/1/?against=2")
    assert text(rosa, "/designer/services/laptop/versions/7/", 404)
    assert text(rosa, "/designer/services/laptop/versions/2/?against=99999999999999999999")


def test_a_version_that_was_imported_without_a_word_says_where_it_came_from(rosa, laptop):
    publish(actor=None, note="laptop.yaml", package=factories.package(service="laptop", workflow=FLOW[:1]))
    for page in ("versions/", "versions/2/"):
        assert "Imported from laptop.yaml" in text(rosa, f"/designer/services/laptop/{page}")
    assert note_words("As in laptop.yaml") == "As in laptop.yaml"


def test_the_list_costs_the_same_for_many_services(rosa):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text(rosa, "/designer/")
        return len(queries)

    count()
    few = count()
    for number in range(6):
        factories.service(service=f"more-{number}")
    assert count() == few
