"""Drafts through the API, and the ways of asking that the pages have."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories
from ventanilla.core.access.tokens import issue
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
ASKED = {"id": "what", "type": "short_text", "label": {"en": "What?", "es": "¿Qué?"}, "required": True}
FORM = [{"section": {"id": "main", "title": {"en": "Yours", "es": "Tuyo"}}, "questions": [ASKED]}]


class Caller:
    def __init__(self, person: Person) -> None:
        self.client = Client(headers={"authorization": f"Bearer {issue(person)}"})

    def __call__(self, method: str, path: str, data: Any = None) -> tuple[int, Any]:
        body = {"data": data, "content_type": "application/json"} if data is not None else {}
        answer = getattr(self.client, method)(f"/api/v1/{path}", **body)
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def ana() -> Person:
    factories.team("it-equipment")
    return factories.person("Ana", language="en")


def test_a_draft_is_kept_read_listed_and_dropped(ana: Person) -> None:
    factories.service(service="mouse", form=FORM)
    call = Caller(ana)
    assert call("get", "drafts/mouse")[0] == 404
    status, kept = call("put", "drafts/mouse", {"answers": {"what": "A mouse", "other": 1}, "revision": 0})
    assert (status, kept["revision"], kept["answers"]) == (200, 1, {"what": "A mouse"})
    assert call("put", "drafts/mouse", {"answers": {}, "revision": 0})[0] == 409
    assert call("put", "drafts/mouse", {"answers": {"what": "Two"}})[1]["revision"] == 2
    assert [one["service"] for one in call("get", "drafts")[1]["items"]] == ["mouse"]
    assert Caller(factories.person("Eva"))("get", "drafts")[1] == {"items": []}
    assert call("delete", "drafts/mouse") == (204, None)
    assert call("delete", "drafts/mouse")[0] == 404


def test_several_people_and_a_correction(ana: Person) -> None:
    factories.service(
        service="mouse", form=FORM, requested_for="anyone", several_people=5, amend_until="end", workflow=[]
    )
    eva, call = factories.person("Eva"), Caller(ana)
    asked = {"service": "mouse", "answers": {"what": "A mouse"}, "people": [eva.email, ana.email]}
    status, whole = call("post", "tickets", asked)
    assert status == 201
    assert Ticket.objects.get(number=whole["number"]).children.count() == 2
    status, changed = call("put", f"tickets/{whole['number']}/answers", {"answers": {"what": "Two"}})
    assert (status, changed["answers"]) == (200, {"what": "Two"})
    assert call("post", "tickets", {**asked, "people": ["nobody@acme.example"]})[0] == 422
    part = Ticket.objects.get(requested_for=eva)
    assert Caller(eva)("put", f"tickets/{part.number}/answers", {"answers": {"what": "x"}})[0] == 403
