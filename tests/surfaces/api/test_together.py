"""What was asked for already, and several services in one order, through the API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import factories
from tests.surfaces.api.calling import Caller
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

WHAT = {"id": "what", "type": "short_text", "label": {"en": "What?", "es": "¿Qué?"}, "required": True}
PLACE = {"id": "place", "type": "short_text", "label": {"en": "Where?", "es": "¿Dónde?"}, "required": True}
SAME = {"answers": {"what": "No light", "place": "floor  3"}}


def form(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"section": {"id": "main", "title": {"en": "Yours", "es": "Tuyo"}}, "questions": list(questions)}]


@pytest.fixture
def ana() -> Person:
    return factories.person("Ana")


@pytest.fixture
def diego() -> Person:
    return factories.person("Diego")


@pytest.fixture
def number(ana: Person) -> str:
    """Ana has said that something is broken on floor 3."""
    factories.service(
        service="broken",
        kind="incident",
        form=form(WHAT, PLACE),
        same_as={"answers": ["place"], "within": "2 days", "among": "everybody"},
    )
    body = {"service": "broken", "answers": {"what": "My secret", "place": "Floor 3"}}
    return str(Caller(ana).post("/tickets", body)["number"])


def test_who_has_the_same_need_follows_and_sees_nothing_else(diego: Person, number: str) -> None:
    caller = Caller(diego, "en")
    (found,) = caller.post("/services/broken/same", SAME, expect=200)["items"]
    assert (found["number"], found["own"], found["waiting"]) == (number, False, 1)
    assert [(one["id"], one["text"]) for one in found["shared"]] == [("place", "Floor 3")]
    assert "My secret" not in str(found)
    assert "Ana" not in str(found)
    for wrong in ({"number": "REQ-99999999"}, {"number": number, "answers": {"place": "Floor 4"}}):
        caller.post("/services/broken/following", {**SAME, **wrong}, expect=404)
    for _twice in range(2):
        joined = caller.post("/services/broken/following", {**SAME, "number": number}, expect=200)
        assert joined["waiting"] == 2
    assert [row["number"] for row in caller.get("/followed")["items"]] == [number]
    caller.get(f"/tickets/{number}", expect=404)
    assert Ticket.objects.count() == 1
    assert caller.raw("DELETE", f"/followed/{number}").status_code == 204
    assert caller.raw("DELETE", f"/followed/{number}").status_code == 404
    assert caller.get("/followed")["items"] == []


def test_nobody_of_another_house_and_nothing_else_is_the_same(
    ana: Person, diego: Person, number: str
) -> None:
    otto = factories.person("Otto", organization=factories.organization("globex"))
    assert Caller(otto).post("/services/broken/same", SAME, expect=404)["code"] == "not_found"
    for answers in ({}, {"place": "Floor 4"}, {"place": ["?"]}):
        assert Caller(diego).post("/services/broken/same", {"answers": answers}, expect=200)["items"] == []
    (own,) = Caller(ana).post("/services/broken/same", SAME, expect=200)["items"]
    assert (own["number"], own["own"]) == (number, True)


def test_what_was_asked_for_already_is_not_asked_for_again_by_accident(
    ana: Person, diego: Person, number: str
) -> None:
    caller, body = Caller(diego, "en"), {**SAME, "service": "broken"}
    for _twice in range(2):  # a refusal is kept under no key
        refused = caller.post("/tickets", body, expect=409, key="k")
        assert (refused["code"], refused["fields"]) == ("asked_already", {})
        (found,) = refused["same"]
        assert (found["number"], found["service"], found["own"]) == (number, "broken", False)
        assert "My secret" not in str(refused)
    assert Ticket.objects.count() == 1
    for wrong in ("yes", 1, None):
        caller.post("/tickets", {**body, "even_if_same": wrong}, expect=422)
    sent = caller.post("/tickets", {**body, "even_if_same": True}, key="k")
    assert (
        caller.post("/tickets", body, key="k")["number"] == sent["number"]
    )  # it is what was sent under this key
    own = Caller(ana, "en").post("/tickets", body, expect=409)["same"]
    assert {row["number"]: row["own"] for row in own} == {number: True, sent["number"]: False}
    caller.post("/tickets", {"service": "broken", "answers": {"what": "?", "place": "Floor 4"}})
    otto = factories.person("Otto", organization=factories.organization("globex"))
    Caller(otto).post("/tickets", body, expect=404)


def test_an_order_stops_before_what_was_asked_for_already(diego: Person, number: str) -> None:
    factories.service(service="mouse", form=form(PLACE))
    caller = Caller(diego, "en")
    for slug, answers in (("broken", SAME["answers"]), ("mouse", {})):
        caller.raw("PUT", f"/drafts/{slug}", json.dumps({"answers": answers, "in_order": True}))
    refused = caller.post("/orders", expect=409, key="k")
    assert [(row["service"], row["number"]) for row in refused["same"]] == [("broken", number)]
    assert Ticket.objects.count() == 1
    assert len(caller.get("/drafts")["items"]) == 2
    caller.post("/orders", {"even_if_same": "true"}, expect=422)
    sent = caller.post("/orders", {"even_if_same": True}, key="k")
    assert len(sent["tickets"]) == 2
    assert caller.post("/orders", key="k") == sent


def test_several_services_are_sent_in_one_order(ana: Person, diego: Person) -> None:
    for slug in ("mouse", "screen"):
        factories.service(service=slug, form=form(WHAT, PLACE))
    caller = Caller(ana, "en")
    caller.post("/orders", expect=409)
    given = {"mouse": {"what": "A mouse", "place": "Home"}, "screen": {}}
    for slug, answers in given.items():
        kept = caller.raw("PUT", f"/drafts/{slug}", json.dumps({"answers": answers, "in_order": True}))
        assert kept.json()["in_order"]
    sent = caller.post("/orders", key="k")
    assert caller.post("/orders", key="k") == sent
    assert Ticket.objects.count() == 2
    kept_answers = [caller.get(f"/tickets/{row['number']}")["answers"] for row in sent["tickets"]]
    assert kept_answers == [given["mouse"]] * 2  # asked once for both
    path = f"/orders/{sent['id']}"
    assert caller.get(path) == sent
    Caller(diego).get(path, expect=404)
    first, second = (row["number"] for row in sent["tickets"])
    Caller(diego).post(f"{path}/withdrawal", {"tickets": [first]}, expect=404)
    left = caller.post(f"{path}/withdrawal", {"tickets": [first, "REQ-99999999"]}, expect=200)
    assert {row["number"]: row["outcome"] for row in left["tickets"]} == {first: "withdrawn", second: None}


def test_an_order_that_still_needs_answers_is_not_sent(ana: Person) -> None:
    factories.service(service="mouse", form=form(WHAT))
    caller = Caller(ana, "en")
    caller.raw("PUT", "/drafts/mouse", json.dumps({"in_order": True}))
    assert list(caller.post("/orders", expect=422)["fields"]) == ["items"]
    assert not Ticket.objects.exists()
