"""Deciding, doing, holding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests import factories
from tests.engines.workflow.laptop import World, fresh
from tests.surfaces.api.calling import Caller
from ventanilla.engines.workflow.models import Decision

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


def approval_of(calling: Caller) -> Any:
    """The one approval that waits for the caller."""
    (item,) = calling.get("/approvals")["items"]
    return item


def test_an_approval_says_all_that_is_needed_to_decide(w: World, ask: Ask) -> None:
    number = ask()["number"]
    item = approval_of(Caller(w.marta, "en"))
    assert item["ticket"] == number
    assert item["title"] == "Approval"
    assert item["requester"] == {"name": "Ana", "email": "ana@acme.example"}
    assert item["answers"] == {"model": "air-13"}
    assert item["due"].endswith("Z")
    for other in (w.ana, w.luis, w.felipe):
        assert Caller(other).get("/approvals")["items"] == []


def test_approving_is_done_once(w: World, ask: Ask) -> None:
    ask()
    marta = Caller(w.marta, "en")
    item = approval_of(marta)
    path = f"/approvals/{item['id']}/decision"
    made = marta.post(path, {"decision": "approve", "comment": "Enjoy.", "digest": item["digest"]})
    assert (made["approval"], made["decision"], made["comment"]) == (item["id"], "approve", "Enjoy.")
    again = marta.post(path, {"decision": "reject", "comment": "No."}, expect=409)
    assert again["code"] == "conflict"
    assert Decision.objects.count() == 1
    assert marta.get("/approvals")["items"] == []


@pytest.mark.parametrize("decision", ["reject", "return"])
def test_rejecting_and_returning_need_words(w: World, ask: Ask, decision: str) -> None:
    number = ask()["number"]
    marta = Caller(w.marta, "en")
    path = f"/approvals/{approval_of(marta)['id']}/decision"
    refused = marta.post(path, {"decision": decision, "comment": " "}, expect=422)
    assert list(refused["fields"]) == ["comment"]
    marta.post(path, {"decision": decision, "comment": "Too dear."})
    seen = Caller(w.ana, "en").get(f"/tickets/{number}")
    assert "Too dear." in str(seen["timeline"])
    assert (seen["status"], seen["outcome"]) == {
        "reject": ("resolved", "declined"),
        "return": ("waiting", None),
    }[decision]


def test_who_returns_a_request_marks_what_to_correct(w: World, ask: Ask) -> None:
    number = ask()["number"]
    marta = Caller(w.marta, "en")
    path = f"/approvals/{approval_of(marta)['id']}/decision"
    body = {"decision": "return", "comment": "Another one?", "marked": ["model"]}
    assert list(marta.post(path, {**body, "marked": ["nothing"]}, expect=422)["fields"]) == ["marked"]
    marta.post(path, body)
    (task,) = Caller(w.ana).get("/tasks")["items"]
    assert (task["ticket"], task["said"], task["marked"]) == (number, "Another one?", ["model"])


def test_what_changed_meanwhile_is_not_decided(w: World, ask: Ask) -> None:
    ask()
    marta = Caller(w.marta, "en")
    path = f"/approvals/{approval_of(marta)['id']}/decision"
    refused = marta.post(path, {"decision": "approve", "digest": "0" * 64}, expect=409)
    assert refused["code"] == "changed"


@pytest.mark.parametrize("decision", ["approved", "", None, 1])
def test_a_decision_that_is_none_is_told(w: World, ask: Ask, decision: object) -> None:
    ask()
    marta = Caller(w.marta, "en")
    path = f"/approvals/{approval_of(marta)['id']}/decision"
    refused = marta.post(path, {"decision": decision}, expect=422)
    assert refused["fields"] == {"decision": ["Use one of these: 'approve', 'reject' or 'return'."]}


def test_nobody_else_finds_the_approval(w: World, ask: Ask) -> None:
    ask()
    path = f"/approvals/{approval_of(Caller(w.marta))['id']}/decision"
    for other in (w.ana, w.luis, w.felipe):
        Caller(other).post(path, {"decision": "approve"}, expect=404)
    for path in ("/approvals/9223372036854775807/decision", "/tasks/9223372036854775807/completion"):
        Caller(w.marta).post(path, {"decision": "approve"} if "app" in path else {}, expect=404)
    for path in ("/approvals/0/decision", "/approvals/9223372036854775808/decision", "/approvals/x/decision"):
        Caller(w.marta).post(path, {"decision": "approve"}, expect=422)


def test_a_task_describes_what_it_asks_and_is_completed_with_it(w: World, ask: Ask) -> None:
    number = ask()["number"]
    marta = Caller(w.marta)
    marta.post(f"/approvals/{approval_of(marta)['id']}/decision", {"decision": "approve"})
    (workplace,) = Caller(w.felipe, "en").get("/tasks")["items"]
    assert (workplace["ticket"], workplace["kind"], workplace["title"]) == (
        number,
        "work",
        "Prepare the desk",
    )
    Caller(w.luis).post(f"/tasks/{workplace['id']}/completion", {"answers": {}}, expect=404)
    Caller(w.felipe).post(f"/tasks/{workplace['id']}/completion", {"answers": {}}, expect=200)

    luis = Caller(w.luis, "en")
    (delivery,) = luis.get("/tasks")["items"]
    Draft202012Validator.check_schema(delivery["form"])
    assert delivery["form"]["properties"]["on"]["title"] == "Date"
    path = f"/tasks/{delivery['id']}/completion"
    assert list(luis.post(path, {"answers": {}}, expect=422)["fields"]) == ["on"]
    assert list(luis.post(path, {"answers": {"on": "soon"}}, expect=422)["fields"]) == ["on"]
    done = luis.post(path, {"answers": {"on": "2030-05-06"}, "comment": "At ten."}, expect=200)
    assert done["answers"] == {"on": "2030-05-06"}
    assert luis.post(path, {"answers": {"on": "2030-05-06"}}, expect=409)["code"] == "conflict"
    assert luis.get("/tasks")["items"] == []


def test_a_fault_is_settled_by_the_owner(ask: Ask, w: World) -> None:
    made = ask(model="pro-16", reason="Video")
    marta = Caller(w.marta)
    marta.post(f"/approvals/{approval_of(marta)['id']}/decision", {"decision": "approve"})
    lucia = Caller(fresh(w.lucia), "en")
    fault = next(item for item in lucia.get("/tasks")["items"] if item["kind"] == "fault")
    assert fault["said"]
    assert Draft202012Validator(fault["form"]).is_valid({"choice": "go_on"})
    path = f"/tasks/{fault['id']}/completion"
    assert list(lucia.post(path, {"answers": {"choice": "shrug"}}, expect=422)["fields"]) == ["choice"]
    lucia.post(path, {"answers": {"choice": "cancel"}, "comment": "We don't have it."}, expect=200)
    assert Caller(w.ana).get(f"/tickets/{made['number']}")["outcome"] == "declined"


@pytest.mark.parametrize("path", ["/tickets", "/approvals", "/tasks", "/services"])
def test_a_list_takes_the_same_number_of_queries_at_any_length(w: World, ask: Ask, path: str) -> None:
    person = {"/tickets": w.luis, "/approvals": w.marta, "/tasks": w.ana, "/services": w.ana}[path]
    counted = []
    for more in (2, 6):
        for _ in range(more):
            ask()
            factories.service()
        for item in Caller(w.marta).get("/approvals")["items"] if path == "/tasks" else ():
            answer = {"decision": "return", "comment": "Sure?"}
            Caller(w.marta).post(f"/approvals/{item['id']}/decision", answer)
        calling = Caller(person)
        calling.get(path)
        with CaptureQueriesContext(connection) as queries:
            calling.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_long_lists_come_in_pages(w: World, ask: Ask) -> None:
    for _ in range(31):
        ask()
    marta = Caller(w.marta)
    first = marta.get("/approvals")
    second = marta.get("/approvals", after=first["next"])
    assert (len(first["items"]), len(second["items"]), second["next"]) == (30, 1, None)
    assert len({item["id"] for item in first["items"] + second["items"]}) == 31


def test_who_works_on_a_ticket_asks_for_a_correction(w: World, ask: Ask) -> None:
    number = ask()["number"]
    where, body = f"/tickets/{number}/corrections", {"text": "Which one?", "marked": ["model"]}
    Caller(w.ana).post(where, body, expect=403)
    luis, ana = Caller(w.luis), Caller(w.ana)
    luis.post(where, {**body, "marked": ["nothing"]}, expect=422)
    made = luis.post(where, body)
    luis.post(where, body, expect=409)
    (task,) = ana.get("/tasks")["items"]
    assert (task["id"], task["kind"], task["said"]) == (made["task"], "correction", "Which one?")
    assert task["answers"] == {"model": "air-13"}
    assert ana.raw("DELETE", where).status_code == 403
    assert luis.raw("DELETE", where).status_code == 204
    assert luis.raw("DELETE", where).status_code == 409
    assert ana.get("/tasks")["items"] == []
    luis.post(where, body)
    (task,) = ana.get("/tasks")["items"]
    answers = {"model": "pro-16", "reason": "Video"}
    ana.post(f"/tasks/{task['id']}/completion", {"answers": answers}, expect=200)
    assert ana.get(f"/tickets/{number}")["answers"] == answers
