"""Uploading and downloading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import BASE, Caller
from ventanilla.core.files.models import StoredFile
from ventanilla.records.catalog.models import Service

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def service(w: World) -> Service:
    """One that asks for a file, for anybody."""
    questions = [{"id": "offer", "type": "file", "label": {"es": "Oferta", "en": "Offer"}, "required": True}]
    section = {"section": {"id": "main", "title": {"es": "Todo", "en": "All"}}, "questions": questions}
    asks = {"service": "purchase", "requested_for": "anyone", "audience": True, "form": [section]}
    return factories.service(asks)


def test_a_file_is_uploaded_asked_with_and_downloaded_as_an_attachment(w: World, service: Service) -> None:
    ana = Caller(w.ana)
    kept = ana.upload("Oferta señal.pdf", PDF)
    assert (kept["name"], kept["size"]) == ("Oferta señal.pdf", len(PDF))
    made = ana.post("/tickets", {"service": "purchase", "answers": {"offer": [kept["key"]]}})
    assert made["files"] == [kept]
    response = Caller(w.luis).raw("GET", f"/tickets/{made['number']}/files/{kept['key']}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ" + bytes(200), "file_type"),
        ("page.html", b"<script>alert(1)</script>", "file_type"),
        ("image.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type"),
        ("empty.pdf", b"", "file_empty"),
    ],
)
def test_what_is_not_on_the_list_is_refused_in_words(w: World, name: str, content: bytes, code: str) -> None:
    refused = Caller(w.ana, "en").upload(name, content, expect=422)
    assert refused["code"] == code
    assert name in refused["message"]
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhi\r\n--x--',
        ),
        ("multipart/form-data; boundary=\u00e9", b"--x"),
        ("application/json", b"{}"),
        ("text/plain", b""),
    ],
)
def test_a_body_without_a_file_is_refused_in_the_same_shape(w: World, content_type: str, body: bytes) -> None:
    response = Caller(w.ana, "en").raw("POST", "/files", body, **{"Content-Type": content_type})
    assert response.status_code in (400, 422)
    assert response.json()["code"] in ("unreadable", "invalid")


def test_a_file_of_somebody_else_is_no_answer_and_no_attachment(w: World, service: Service, ask: Ask) -> None:
    theirs = Caller(w.marta).upload("offer.pdf", PDF)["key"]
    number = ask()["number"]
    ana = Caller(w.ana, "en")
    for key in (theirs, NOBODY, "x", 1, None):
        refused = ana.post("/tickets", {"service": "purchase", "answers": {"offer": [key]}}, expect=422)
        assert list(refused["fields"]) == ["offer"]
    for key in (theirs, NOBODY):
        said = ana.post(f"/tickets/{number}/comments", {"text": "See", "files": [key]}, expect=422)
        assert list(said["fields"]) == ["files"]


def test_files_of_messages_are_for_all_and_those_of_notes_for_the_team(w: World, ask: Ask) -> None:
    number = ask()["number"]
    ana, luis = Caller(w.ana), Caller(w.luis)
    key = ana.upload("screen.pdf", PDF)["key"]
    note = luis.upload("note.pdf", PDF)["key"]
    ana.post(f"/tickets/{number}/comments", {"text": "See", "files": [key]})
    luis.post(f"/tickets/{number}/comments", {"text": "Hm", "internal": True, "files": [note]})
    assert [file["key"] for file in ana.get(f"/tickets/{number}")["files"]] == [key]
    assert [file["key"] for file in luis.get(f"/tickets/{number}")["files"]] == [key, note]
    response = luis.raw("GET", f"/tickets/{number}/files/{note}")
    assert b"".join(response.streaming_content) == PDF
    ana.get(f"/tickets/{number}/files/{note}", expect=404)
    again = ana.post(f"/tickets/{number}/comments", {"text": "See", "files": [key]}, expect=422)
    assert list(again["fields"]) == ["files"]


def test_a_file_is_found_only_below_its_own_ticket(w: World, ask: Ask, service: Service) -> None:
    ana = Caller(w.ana)
    key = ana.upload("offer.pdf", PDF)["key"]
    number = ana.post("/tickets", {"service": "purchase", "answers": {"offer": [key]}})["number"]
    other = ask()["number"]
    ana.get(f"/tickets/{other}/files/{key}", expect=404)
    Caller(w.felipe).get(f"/tickets/{number}/files/{key}", expect=404)
    ana.get(f"/tickets/{number}/files/{NOBODY}", expect=404)
    assert Caller().client.get(f"{BASE}/tickets/{number}/files/{key}").status_code == 401


def test_who_corrects_keeps_the_files_that_somebody_else_gave(w: World) -> None:
    """Marta asks for Ana with a file; Ana corrects the rest."""
    questions = [
        {"id": "offer", "type": "file", "label": {"es": "Oferta", "en": "Offer"}, "required": True},
        {"id": "what", "type": "short_text", "label": {"es": "¿Qué?", "en": "What?"}},
    ]
    section = {"section": {"id": "main", "title": {"es": "Todo", "en": "All"}}, "questions": questions}
    decide = {"approval": {"id": "ok", "title": {"es": "Sí"}, "seats": [{"person": w.felipe.email}]}}
    factories.service(service="purchase", requested_for="anyone", form=[section], workflow=[decide])
    marta, ana, felipe = Caller(w.marta), Caller(w.ana), Caller(w.felipe)
    key = marta.upload("offer.pdf", PDF)["key"]
    body = {"service": "purchase", "answers": {"offer": [key]}, "requested_for": "ana@acme.example"}
    number = marta.post("/tickets", body)["number"]
    (waiting,) = felipe.get("/approvals")["items"]
    felipe.post(f"/approvals/{waiting['id']}/decision", {"decision": "return", "comment": "What?"})
    task = next(
        item
        for calling in (ana, marta)
        for item in calling.get("/tasks")["items"]
        if item["kind"] == "correction"
    )
    answers = {"offer": [key], "what": "A chair"}
    ana.post(f"/tasks/{task['id']}/completion", {"answers": answers}, expect=200)
    assert ana.get(f"/tickets/{number}")["answers"] == answers
