"""Working on tickets through the API, as at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit import clock

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


@pytest.fixture
def luis(w: World) -> Caller:
    return Caller(w.luis, "en")


def numbers(found: Any) -> list[str]:
    return [item["number"] for item in found["items"]]


def test_a_ticket_is_taken_put_back_and_handed_over(w: World, ask: Ask, luis: Caller) -> None:
    number = ask()["number"]
    path = f"/tickets/{number}/assignment"
    taken = luis.post(path, {"assignee": w.luis.email.upper()}, expect=200)
    assert (taken["assignee"], taken["status"]) == (w.luis.name, "open")
    assert luis.post(path, {}, expect=200)["assignee"] is None
    for nobody in (w.felipe.email, "nobody@acme.example", "\ud83d\ude00"):
        assert list(luis.post(path, {"assignee": nobody}, expect=422)["fields"]) == ["assignee"]
    assert list(luis.post(path, {"team": "nothing"}, expect=422)["fields"]) == ["team"]
    gone = luis.post(path, {"team": "facilities", "assignee": w.felipe.email}, expect=200)
    assert (gone["team"], gone["assignee"]) == ("Facilities", w.felipe.name)
    assert numbers(luis.get("/queue")) == []
    assert numbers(Caller(w.felipe).get("/queue", whose="mine")) == [number]


def test_who_does_not_work_on_it_learns_nothing_of_teams(w: World, ask: Ask) -> None:
    path = f"/tickets/{ask()['number']}/assignment"
    for body in ({"assignee": w.luis.email}, {"assignee": w.felipe.email}, {"team": "nothing"}):
        Caller(w.ana).post(path, body, expect=403)
        Caller(w.felipe).post(path, body, expect=404)


def test_the_queue_has_the_most_pressing_first_and_is_narrowed(w: World, ask: Ask, luis: Caller) -> None:
    second, first = ask()["number"], ask()["number"]
    assert numbers(luis.get("/queue")) == [first, second]
    weighed = luis.post(f"/tickets/{second}/priority", {"impact": "high", "urgency": "high"}, expect=200)
    assert (weighed["priority"], weighed["impact"], weighed["urgency"]) == (1, "high", "high")
    found = luis.get("/queue")
    assert numbers(found) == [second, first]
    assert found["items"][0]["unseen"]
    assert found["items"][0]["due"].endswith("Z")
    luis.post(f"/tickets/{first}/assignment", {"assignee": w.luis.email}, expect=200)
    assert numbers(luis.get("/queue", whose="mine")) == [first]
    assert numbers(luis.get("/queue", whose="unassigned", team="it-equipment", q="ana")) == [second]
    assert numbers(luis.get("/queue", q="nothing")) == []
    assert list(luis.get("/queue", team="facilities", expect=422)["fields"]) == ["team"]
    assert Caller(w.ana).get("/queue")["items"] == []


def test_the_queue_takes_the_same_number_of_queries_at_any_length(ask: Ask, luis: Caller) -> None:
    counted = []
    for more in (2, 5):
        for _ in range(more):
            ask()
        luis.get("/queue")
        with CaptureQueriesContext(connection) as queries:
            luis.get("/queue")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_ticket_waits_for_who_asked_and_goes_on(ask: Ask, luis: Caller) -> None:
    path = f"/tickets/{ask()['number']}/status"
    assert luis.post(path, {"status": "waiting"}, expect=200)["status"] == "waiting"
    assert luis.post(path, {"status": "open"}, expect=200)["status"] == "open"
    luis.post(path, {"status": "resolved"}, expect=422)


def test_open_steps_end_with_a_ticket_only_when_that_is_said(w: World, ask: Ask, luis: Caller) -> None:
    number = ask()["number"]
    path, body = f"/tickets/{number}/resolution", {"outcome": "solved", "text": "It is on your desk."}
    assert list(luis.post(path, body, expect=422)["fields"]) == ["end_steps"]
    done = luis.post(path, {**body, "end_steps": True}, expect=200)
    assert (done["status"], done["outcome"]) == ("resolved", "solved")
    seen = Caller(w.ana, "en").get(f"/tickets/{number}")
    assert "It is on your desk." in str(seen["timeline"])
    assert "active" not in [step["state"] for step in seen["steps"]]
    luis.post(path, body, expect=409)
    luis.post(f"/tickets/{number}/assignment", {"assignee": w.luis.email}, expect=409)


def test_a_duplicate_names_what_it_repeats(ask: Ask, luis: Caller) -> None:
    first, second = ask()["number"], ask()["number"]
    path, body = f"/tickets/{second}/resolution", {"outcome": "duplicate", "end_steps": True}
    for of in ("", "REQ-99999999", second):
        assert list(luis.post(path, {**body, "of": of}, expect=422)["fields"]) == ["of"]
    assert luis.post(path, {**body, "of": first.lower()}, expect=200)["outcome"] == "duplicate"


def test_it_waits_for_a_supplier_and_goes_on(ask: Ask, luis: Caller) -> None:
    path = f"/tickets/{ask()['number']}/status"
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    found = luis.post(path, {"status": "open", "supplier": {"name": "Duero", "until": tomorrow}}, expect=200)
    assert (found["status"], found["supplier"], found["supplier_until"]) == ("open", "Duero", tomorrow)
    for wrong, field in (
        ({"status": "open", "supplier": {"name": " "}}, "supplier.name"),
        ({"status": "open", "supplier": {"name": "x", "until": "2001-01-01"}}, "supplier.until"),
        ({"status": "waiting", "supplier": {"name": "x"}}, "supplier"),
    ):
        assert set(luis.post(path, wrong, expect=422)["fields"]) == {field}
    assert luis.post(path, {"status": "open"}, expect=200)["supplier"] == ""
