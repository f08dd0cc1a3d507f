from __future__ import annotations

from typing import Any

from tests import factories
from tests.surfaces.portal.conftest import ANSWERS
from ventanilla.records.tickets.models import Ticket

ASK = "/services/laptop/ask/"
FORM = {**ANSWERS, "key": "once", "_shown": "model why"}


def test_sending_gives_the_ticket_in_the_hand(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    response = client.post(ASK, FORM)
    ticket = Ticket.objects.get()
    assert response["Location"] == f"/requests/{ticket.number}/sent/"
    page = client.get(response["Location"]).content.decode()
    assert ticket.number.partition("-")[2] in page
    assert "Waiting for the decision of Marta" in page
    assert "ana@acme.example" in page


def test_pressing_twice_makes_one_ticket(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    places = {client.post(ASK, FORM)["Location"] for _press in range(2)}
    assert Ticket.objects.count() == 1
    assert len(places) == 1


def test_other_answers_under_the_same_key_are_asked_about(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    client.post(ASK, FORM)
    response = client.post(ASK, {**FORM, "why": "Something else"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "You have sent this form before" in page
    assert "Something else" in page
    assert 'value="once"' not in page
    assert Ticket.objects.count() == 1


def test_errors_lead_to_their_fields_and_keep_what_was_typed(ana: Any, laptop: Any, as_: Any) -> None:
    response = as_(ana).post(
        ASK, {"why": "Edito <vídeos>", "model": "", "key": "once", "_shown": "model why"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "error-summary" in page
    assert 'href="#q-model' in page
    assert "Edito &lt;vídeos&gt;" in page
    assert 'value="once"' in page
    assert not Ticket.objects.exists()


def test_asking_for_a_colleague(ana: Any, laptop: Any, as_: Any) -> None:
    diego = factories.person("Diego")
    as_(ana).post(ASK, {**FORM, "for": "other", "requested_for": f"Diego ({diego.email})"})
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.requested_for) == (ana, diego)


def test_nobody_and_somebody_of_another_organisation_sound_the_same(
    ana: Any, clara: Any, laptop: Any, as_: Any
) -> None:
    def said(person: str) -> str:
        page = as_(ana).post(ASK, {**FORM, "for": "other", "requested_for": person}).content.decode()
        return page[page.index("id_requested_for-error") :][:400]

    wrong = {said("nobody@acme.example"), said(clara.email)}
    assert not Ticket.objects.exists()
    assert len(wrong) == 1


def test_a_person_that_was_written_wrong_keeps_the_answers(ana: Any, laptop: Any, as_: Any) -> None:
    response = as_(ana).post(ASK, {**FORM, "for": "other", "requested_for": "Zoe"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Zoe"' in page
    assert "Edito vídeos." in page
    assert 'href="#id_requested_for"' in page


def test_the_form_takes_the_same_queries_however_many_rows_a_list_has(
    ana: Any, laptop: Any, as_: Any, queries_of: Any
) -> None:
    few = queries_of(as_(ana), ASK)
    factories.lookup_list("models", {f"model-{n}": {} for n in range(30)}, cost="money")
    assert queries_of(as_(ana), ASK) == few
