"""Asking, following, talking, withdrawing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from tests import factories
from tests.engines.workflow.laptop import PACKAGE, World
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.blueprint.package import Package
from ventanilla.records.catalog.actions import publish
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]

LAPTOP = {"service": "laptop", "answers": {"model": "air-13"}}


def test_what_was_asked_comes_back_with_its_course_and_its_timeline(w: World) -> None:
    made = Caller(w.ana, "en").post("/tickets", LAPTOP)
    assert made["number"].startswith("REQ-")
    assert (made["kind"], made["status"], made["outcome"]) == ("request", "new", None)
    assert made["title"] == "Get a laptop"
    assert made["answers"] == {"model": "air-13"}
    assert made["requester"] == made["requested_for"] == {"name": "Ana", "email": "ana@acme.example"}
    steps = {step["block"]: step for step in made["steps"]}
    assert (steps["manager"]["state"], steps["manager"]["who"]) == ("active", ["Marta"])
    assert steps["manager"]["due"].endswith("Z")
    assert (steps["delivery"]["state"], steps["delivery"]["who"]) == ("next", ["It equipment"])
    assert [entry["text"] for entry in made["timeline"]][:2] == [
        "Ana sent the request.",
        "It went to It equipment.",
    ]
    assert Caller(w.ana, "en").get(f"/tickets/{made['number']}") == made


@pytest.mark.parametrize(
    ("language", "own", "told"),
    [
        ("en", "es", "en"),
        ("es", "en", "es"),
        ("", "es", "es"),
        ("", "en", "en"),
        ("de", "en", "en"),
        ("", "", "es"),
    ],
)
def test_answers_that_will_not_do_are_told_by_field_in_the_callers_language(
    w: World, language: str, own: str, told: str
) -> None:
    person = factories.person("Berta", language=own)
    body = {"service": "laptop", "answers": {"model": "abacus", "colour": "red"}}
    refused = Caller(person, language).post("/tickets", body, expect=422)
    assert refused["code"] == "invalid"
    assert set(refused["fields"]) == {"model", "colour"}
    assert (refused["message"], refused["fields"]["model"]) == TOLD[told]
    assert Ticket.objects.count() == 0


TOLD = {
    "en": ("Some answers need another look.", ["Choose one of the options."]),
    "es": ("Hay respuestas que conviene revisar.", ["Elige una de las opciones."]),
}


def test_hidden_answers_are_dropped_and_required_ones_asked_for(w: World) -> None:
    calling = Caller(w.ana)
    made = calling.post("/tickets", {"service": "laptop", "answers": {"model": "air-13", "reason": "x"}})
    assert made["answers"] == {"model": "air-13"}
    refused = calling.post("/tickets", {"service": "laptop", "answers": {"model": "pro-16"}}, expect=422)
    assert list(refused["fields"]) == ["reason"]


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ({}, "service", "This is missing."),
        ({**LAPTOP, "colour": 1}, "colour", "There is no such field."),
        ({"service": 5}, "service", "This has to be text."),
        ({"service": "x" * 201}, "service", "This is too long: 200 characters at most."),
        ({"service": "laptop", "answers": []}, "answers", "This has to be an object."),
        ([], "body", "This has to be an object."),
        ("laptop", "body", "This has to be an object."),
    ],
)
def test_a_body_of_another_shape_is_told_by_field_in_words(
    w: World, body: object, field: str, says: str
) -> None:
    response = Caller(w.ana, "en").raw("POST", "/tickets", json.dumps(body))
    assert (response.status_code, response.json()["fields"]) == (422, {field: [says]})


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"service": "laptop", "answers": {"model": NaN}}',
        b'{"service": "laptop", "answers": {"model": 1e999}}',
        b'{"service": "lap\\u0000top"}',
        b'{"service": "laptop", "answers": {"reason": "\\ud800"}}',
        b'{"service": "laptop", "answers": {"\\u0000": 1}}',
        b'{"service": "laptop", "answers": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"service": "laptop", "answers": {"model": ' + b"9" * 5_000 + b"}}",
    ],
)
def test_what_can_not_be_kept_is_refused_at_the_door(w: World, body: bytes) -> None:
    response = Caller(w.ana, "en").raw("POST", "/tickets", body)
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")
    assert response.json()["message"].startswith("The body")


def test_a_body_of_many_megabytes_is_refused_in_the_same_shape(w: World) -> None:
    response = Caller(w.ana, "en").raw("POST", "/tickets", b'{"service": "' + b"x" * 6_000_000 + b'"}')
    assert (response.status_code, response.json()["code"]) == (413, "too_big")


def test_the_same_key_and_body_give_the_same_ticket(w: World) -> None:
    calling = Caller(w.ana, "en")
    first = calling.post("/tickets", LAPTOP, key="order-1")
    assert calling.post("/tickets", LAPTOP, key="order-1") == first
    assert calling.post("/tickets", LAPTOP, key="order-2")["number"] != first["number"]
    assert calling.post("/tickets", LAPTOP)["number"] != calling.post("/tickets", LAPTOP)["number"]
    assert Ticket.objects.count() == 4


def test_the_same_key_with_another_body_is_refused(w: World) -> None:
    calling = Caller(w.ana, "en")
    calling.post("/tickets", LAPTOP, key="order-1")
    other = {"service": "laptop", "answers": {"model": "pro-16", "reason": "Video"}}
    refused = calling.post("/tickets", other, key="order-1", expect=422)
    assert refused["code"] == "key_reused"
    assert Ticket.objects.count() == 1


def test_keys_are_each_persons_own(w: World) -> None:
    first = Caller(w.ana).post("/tickets", LAPTOP, key="order-1")
    assert Caller(w.marta).post("/tickets", LAPTOP, key="order-1")["number"] != first["number"]


@pytest.mark.parametrize("key", ["x" * 201, "ñ", "tab\there"])
def test_a_key_that_can_not_be_kept_is_refused(w: World, key: str) -> None:
    response = Caller(w.ana).raw("POST", "/tickets", '{"service": "laptop"}', **{"Idempotency-Key": key})
    assert response.status_code == 422
    assert list(response.json()["fields"]) == ["Idempotency-Key"]


def test_asking_for_a_colleague_where_the_service_allows_it(w: World) -> None:
    publish(actor=None, package=_for_anyone())
    made = Caller(w.marta).post("/tickets", {**LAPTOP, "requested_for": "ANA@acme.example"})
    assert made["requester"]["name"], made["requested_for"]["name"] == ("Marta", "Ana")
    assert Caller(w.ana).get(f"/tickets/{made['number']}")["number"] == made["number"]


def _for_anyone() -> Package:
    return factories.package(PACKAGE, requested_for="anyone", audience=True)


def test_whom_one_may_not_ask_for_and_who_is_not_there_sound_the_same(w: World) -> None:
    """Else a customer could find out who works here."""
    publish(actor=None, package=_for_anyone())
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    calling = Caller(clara, "en")
    known = calling.post("/tickets", {**LAPTOP, "requested_for": w.ana.email}, expect=422)
    unknown = calling.post("/tickets", {**LAPTOP, "requested_for": "no@acme.example"}, expect=422)
    assert known == unknown
    assert list(known["fields"]) == ["requested_for"]


def test_agents_of_the_department_ask_for_customers(w: World) -> None:
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    made = Caller(w.luis).post("/tickets", {**LAPTOP, "requested_for": clara.email})
    assert made["requested_for"]["name"] == "Clara"


def test_the_list_holds_what_one_may_see_newest_first_in_pages(w: World, ask: Ask) -> None:
    numbers = [ask()["number"] for _ in range(32)]
    other = ask(w.marta)["number"]
    first = Caller(w.ana).get("/tickets")
    second = Caller(w.ana).get("/tickets", after=first["next"])
    assert [item["number"] for item in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None
    everything = Caller(w.luis).get("/tickets")["items"]
    assert everything[0]["number"] == other


def test_messages_are_for_all_and_notes_for_the_team(w: World, ask: Ask) -> None:
    number = ask()["number"]
    ana, luis = Caller(w.ana, "en"), Caller(w.luis, "en")
    said = ana.post(f"/tickets/{number}/comments", {"text": "  Is it here?  "})
    assert (said["text"], said["internal"]) == ("Is it here?", False)
    noted = luis.post(f"/tickets/{number}/comments", {"text": "No stock!", "internal": True})
    assert noted["internal"] is True
    refused = ana.post(f"/tickets/{number}/comments", {"text": "psst", "internal": True}, expect=403)
    assert refused["code"] == "not_allowed"
    assert "No stock!" in str(luis.get(f"/tickets/{number}")["timeline"])
    assert "No stock!" not in str(ana.get(f"/tickets/{number}")["timeline"])
    assert "Is it here?" in str(luis.get(f"/tickets/{number}")["timeline"])
    empty = ana.post(f"/tickets/{number}/comments", {"text": " "}, expect=422)
    assert empty["fields"] == {"text": ["Write your message first."]}


def test_withdrawing_ends_it_once_and_only_for_who_asked(w: World, ask: Ask) -> None:
    number = ask()["number"]
    path = f"/tickets/{number}/cancellation"
    assert Caller(w.luis).post(path, {"text": "no"}, expect=403)["code"] == "not_allowed"
    done = Caller(w.ana, "en").post(path, {"text": "Found one."}, expect=200)
    assert (done["status"], done["outcome"]) == ("resolved", "withdrawn")
    assert done["timeline"][-1]["text"] or done["timeline"]
    assert Caller(w.ana).post(path, expect=409)["code"] == "conflict"
    assert Caller(w.marta).get("/approvals")["items"] == []


def test_the_body_of_a_withdrawal_may_be_left_out(w: World, ask: Ask) -> None:
    response = Caller(w.ana).raw("POST", f"/tickets/{ask()['number']}/cancellation")
    assert response.status_code == 200, response.content


def test_what_one_may_not_see_is_not_there(w: World, ask: Ask) -> None:
    number = ask()["number"]
    stranger = Caller(factories.person("Berta"), "en")
    for said in (
        stranger.get(f"/tickets/{number}", expect=404),
        stranger.post(f"/tickets/{number}/comments", {"text": "Hello"}, expect=404),
        stranger.post(f"/tickets/{number}/cancellation", {}, expect=404),
        stranger.get("/tickets/REQ-99999999", expect=404),
    ):
        assert said["message"] == "There is no such request, or you can't see it."
    assert stranger.get("/tickets")["items"] == []


def test_an_administrator_of_the_department_sees_its_tickets(w: World, ask: Ask) -> None:
    number = ask()["number"]
    it = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, w.equipment.department, "Iris")
    hr = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, factories.department("hr"), "Hugo")
    assert [item["number"] for item in Caller(it).get("/tickets")["items"]] == [number]
    assert Caller(hr).get("/tickets")["items"] == []


@pytest.mark.parametrize("path", ["/nothing", "/tickets/A B", "/tickets/x/y/z", "/files/1", "/"])
def test_an_address_that_is_none_answers_in_the_same_shape(w: World, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        response = Caller(w.ana, "en").raw(method, path)
        expected = (405, "method_not_allowed") if path == "/files" else (404, "not_found")
        assert (response.status_code, response.json()["code"]) == expected, (method, path)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_method_that_is_none_says_which_there_are(w: World, method: str) -> None:
    response = Caller(w.ana, "en").raw(method, "/tickets")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert {word.strip() for word in response.headers["Allow"].split(",")} == {"GET", "POST"}


def test_what_breaks_on_our_side_is_said_in_the_same_shape(w: World) -> None:
    calling = Caller(w.ana, "en")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE assets_asset RENAME TO assets_gone")
        with transaction.atomic():
            response = calling.raw("GET", "/things")
            transaction.set_rollback(True)
        transaction.set_rollback(True)
    assert (response.status_code, response.json()["code"]) == (500, "broken")
