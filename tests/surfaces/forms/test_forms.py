"""Forms without a browser: what is read from a POST, and what is drawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.core.files.models import StoredFile
from ventanilla.core.people.models import Person

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
EVERYTHING = "model reason budget extras old tag note day place who mail days quotes papers"

pytestmark = pytest.mark.django_db


def pdf(name: str = "oferta.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def send(client: Client, **fields: Any) -> str:
    answer = client.post("/", {"_shown": EVERYTHING, "model": "air-13", "quotes": "", **fields})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_whole_form_is_taken(signed_in: Client) -> None:
    page = send(signed_in, extras=["bag", "mouse"], days="1.000", mail="a@b.example", day="2026-03-10")
    assert "Recibido" in page
    assert "&#x27;extras&#x27;: [&#x27;mouse&#x27;, &#x27;bag&#x27;]" in page
    assert "&#x27;days&#x27;: 1000" in page


def test_what_was_typed_stays_whatever_it_was(signed_in: Client) -> None:
    page = send(
        signed_in,
        model="pro-16",
        reason="<b>Vídeo</b>",
        days="muchos",
        day="pronto",
        who="nadie",
        extras=["dock"],
        old="yes",
        **{"_rows.quotes": ["0"], "quotes.0.supplier": "Uno", "quotes.0.amount": "caro"},
    )
    assert "&lt;b&gt;Vídeo&lt;/b&gt;</textarea>" in page
    for kept in ('value="muchos"', 'value="pronto"', 'value="nadie"', 'value="Uno"', 'value="caro"'):
        assert kept in page
    assert 'value="dock" checked' in page
    assert 'type="text" id="q-day"' in page  # a date field would have lost it


def test_files_are_stored_first_and_stay_through_errors(signed_in: Client, ana: Person) -> None:
    page = send(signed_in, days="x", papers=[pdf()])
    stored = StoredFile.objects.get()
    assert stored.uploaded_by == ana
    assert f'<input type="hidden" name="papers" value="{stored.key}">' in page
    page = send(signed_in, days="3", papers=[str(stored.key)])
    assert f"&#x27;papers&#x27;: [&#x27;{stored.key}&#x27;]" in page


def test_a_file_can_be_taken_away_without_losing_the_rest(signed_in: Client) -> None:
    send(signed_in, days="x", papers=[pdf()])
    key = str(StoredFile.objects.get().key)
    page = send(signed_in, mail="ana@", papers=[key], _drop=f"papers:{key}")
    assert key not in page
    assert 'value="ana@"' in page
    assert "error-summary" not in page


def test_a_file_of_another_type_is_refused_at_its_field(signed_in: Client) -> None:
    page = send(signed_in, papers=[SimpleUploadedFile("a.exe", b"MZ" + bytes(90))])
    assert "«a.exe» no sirve aquí." in page
    assert '<a href="#q-papers">' in page
    assert not StoredFile.objects.exists()


def test_more_files_than_there_is_room_for_are_left_out(signed_in: Client) -> None:
    page = send(signed_in, papers=[pdf("a.pdf"), pdf("b.pdf"), pdf("c.pdf")])
    assert "Caben 2 archivos." in page
    assert StoredFile.objects.count() == 2


def test_lines_come_and_go_by_buttons(signed_in: Client) -> None:
    page = send(signed_in, _add="quotes")
    assert page.count('data-row="0"') == 1
    assert 'name="quotes.0.supplier"' in page
    assert "error-summary" not in page
    assert "autofocus" in page.partition('id="q-quotes-0-supplier"')[2].partition(">")[0]
    rows = {"_rows.quotes": ["0", "4"], "quotes.0.supplier": "Uno", "quotes.4.supplier": "Dos"}
    page = send(signed_in, _remove="quotes.0", **rows)
    assert 'value="Dos"' in page
    assert 'value="Uno"' not in page
    assert 'data-row="1"' not in page


def test_a_question_that_the_answers_bring_up_is_asked_before_anything_is_sent(signed_in: Client) -> None:
    page = send(signed_in, model="air-13", _shown="model")
    assert "Falta un poco: tus respuestas llevan a otras preguntas." in page
    assert "Recibido" not in page


def test_an_error_of_no_field_is_told_without_a_link(signed_in: Client, ana: Person) -> None:
    page = send(signed_in, model="pro-16", reason="x", budget="1")
    assert "Recibido" in page


def test_the_state_tells_what_only_the_server_may_know(signed_in: Client) -> None:
    answer = signed_in.post("/state/", {"_shown": EVERYTHING, "model": "pro-16"}).json()
    assert {"budget", "reason"} <= set(answer["visible"])
    assert "budget" in answer["required"]
    assert answer["offered"]["extras"] == ["mouse", "dock", "bag"]
    assert "2499" not in str(answer)


def test_a_page_holds_no_column_of_a_list_and_nothing_private(signed_in: Client) -> None:
    page = signed_in.get("/").content.decode()
    assert "2499" not in page
    assert "answers.model.cost" not in page


def test_people_are_found_among_colleagues_only(signed_in: Client) -> None:
    found = signed_in.get("/people/", {"q": "ibanez"}).json()["people"]
    assert found == [
        {
            "value": "Marta Ibáñez (marta@acme.example)",
            "name": "Marta Ibáñez",
            "note": "Directora de Marketing",
        }
    ]
    assert signed_in.get("/people/", {"q": "Clara"}).json() == {"people": []}
    assert signed_in.get("/people/", {"q": " "}).json() == {"people": []}
    assert signed_in.get("/people/", {"q": "a\x00"}).status_code == 200


def test_a_form_asks_the_database_the_same_however_many_people_there_are(
    signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    """Session, person, their place, places, colleagues; and three of the layout's own."""
    with django_assert_max_num_queries(10):
        signed_in.get("/")


def test_the_form_speaks_english_too(signed_in: Client, ana: Person) -> None:
    ana.language = "en"
    ana.save()
    page = send(signed_in, model="pro-16", days="x")
    assert "What will you use it for? Write your answer." in page
    assert "For how long? Write a number in figures, for example 12." in page
