"""A form on several pages, the answers looked through before sending, and what is kept on the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.models import Draft, Ticket

ASK = "/services/move/ask/"


def _section(name: str, *questions: dict[str, Any]) -> dict[str, Any]:
    return {
        "section": {"id": name, "title": {"es": name.capitalize(), "en": name.capitalize()}},
        "questions": [{"label": {"es": q["id"], "en": q["id"].capitalize()}, **q} for q in questions],
    }


FORM = [
    _section("room", {"id": "where", "type": "short_text", "required": True}),
    _section(
        "things",
        {
            "id": "many",
            "type": "short_text",
            "visible_if": {"fact": "answers.where", "op": "is", "value": "Attic"},
        },
    ),
    _section("when", {"id": "why", "type": "long_text", "required": True}),
]
EMPTY = {"where": "", "many": "", "why": "", "_draft": "0", "key": "k"}


@pytest.fixture
def move(luis: Any) -> Service:
    return factories.service(
        service="move", pages="each_section", form=FORM, title={"en": "Move", "es": "Mover"}
    )


def page(response: Any) -> str:
    return response.content.decode()


def here(response: Any) -> str:
    text = page(response)
    return text[text.index('name="_page" value="') :].split('"')[3]


def revision(response: Any) -> str:
    text = page(response)
    return text[text.index('name="_draft" value="') :].split('"')[3]


def test_a_page_goes_on_when_its_own_questions_are_answered(ana: Any, move: Any, as_: Any) -> None:
    client = as_(ana)
    assert here(client.get(ASK)) == "room"
    wrong = client.post(ASK, {**EMPTY, "_page": "room"})
    assert (wrong.status_code, here(wrong)) == (422, "room")
    assert 'href="#q-where"' in page(wrong)
    assert 'href="#q-why"' not in page(wrong)
    right = client.post(ASK, {**EMPTY, "_page": "room", "where": "Cellar", "_draft": revision(wrong)})
    assert here(right) == "when"
    assert "Step 2 of 3" in page(right)
    attic = client.post(ASK, {**EMPTY, "_page": "room", "where": "Attic", "_draft": revision(right)})
    assert here(attic) == "things"
    assert "Step 2 of 4" in page(attic)


def test_going_back_loses_nothing_and_asks_for_nothing(ana: Any, move: Any, as_: Any) -> None:
    back = as_(ana).post(ASK, {**EMPTY, "_page": "when", "where": "Cellar", "_go": "back", "why": "Damp"})
    assert (back.status_code, here(back)) == (200, "room")
    assert 'value="Cellar"' in page(back)
    assert "Damp" in page(back)


def test_the_answers_are_looked_through_and_changed_before_they_are_sent(
    ana: Any, move: Any, as_: Any
) -> None:
    client = as_(ana)
    filled = {**EMPTY, "where": "Cellar", "why": "Damp\nwalls"}
    look = client.post(ASK, {**filled, "_page": "when"})
    assert here(look) == "check-answers"
    assert "Damp<br>walls" in page(look)
    assert 'value="to:room"' in page(look)
    assert not Ticket.objects.exists()
    change = client.post(
        ASK, {**filled, "_page": "check-answers", "_go": "to:room", "_draft": revision(look)}
    )
    assert here(change) == "room"
    sent = client.post(ASK, {**filled, "_page": "check-answers", "_draft": revision(change)})
    ticket = Ticket.objects.get()
    assert sent["Location"] == f"/requests/{ticket.number}/sent/"
    assert ticket.answer_sets.get().answers == {"where": "Cellar", "why": "Damp\nwalls"}
    assert not Draft.objects.exists()


def test_what_is_missing_at_the_end_leads_to_its_page(ana: Any, move: Any, as_: Any) -> None:
    response = as_(ana).post(ASK, {**EMPTY, "_page": "check-answers", "why": "Damp"})
    assert (response.status_code, here(response)) == (422, "room")
    assert 'href="#q-where"' in page(response)


def test_a_page_that_does_not_exist_is_the_first(ana: Any, move: Any, as_: Any) -> None:
    for go in ("to:nowhere", "to:", "what?", "join:REQ-1", "to:\x00"):
        response = as_(ana).post(ASK, {**EMPTY, "_page": "\x00", "_go": go, "_draft": "x"})
        assert response.status_code == 200, go
        assert here(response) == "room"


def test_one_page_can_be_looked_through_too(ana: Any, luis: Any, as_: Any) -> None:
    factories.service(service="move", check_answers=True, form=FORM)
    look = as_(ana).post(ASK, {**EMPTY, "where": "Cellar", "why": "Damp", "_page": ""})
    assert here(look) == "check-answers"
    assert "Step 1" not in page(look)
    assert not Ticket.objects.exists()
