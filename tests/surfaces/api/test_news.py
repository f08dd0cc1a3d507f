"""News and choices by the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.jobs import run_jobs
from tests.surfaces.api.calling import BASE, Caller
from ventanilla.core.access.choices import Role
from ventanilla.records.tickets.actions import comment, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Any:
    luis = factories.with_role(Role.AGENT, factories.department("it"), "Luis")
    factories.team("it-equipment", luis)
    ana = factories.person("Ana", language="en")
    ticket = submit(actor=ana, service=factories.service(), answers={})
    comment(actor=luis, ticket=ticket, text="When?")
    run_jobs()
    return ana


def test_news_is_read_and_marked(ana: Any) -> None:
    calling = Caller(ana)
    (item,) = calling.get("/notifications")["items"]
    assert (item["title"], item["text"], item["topic"], item["read"]) == (
        "Luis wrote to you.",
        "When?",
        "messages",
        False,
    )
    assert calling.post("/notifications/reading", {"ids": [item["id"]]}, expect=200) == {
        "marked": 1,
        "unread": 0,
    }
    assert calling.get("/notifications")["items"][0]["read"] is True
    assert Caller(factories.person("Eva")).get("/notifications")["items"] == []


def test_choices_are_read_and_set(ana: Any) -> None:
    calling = Caller(ana)
    before = calling.get("/notifications/preferences")
    assert before["topics"]["approvals"] == {"portal": True, "mail": "now", "silent": False}
    wanted = {
        "topics": {"moves": {"portal": False, "mail": "daily"}},
        "quiet": {"on": True, "since": "20:00", "until": "08:00", "days": [0, 4], "whole_days": [6]},
        "digest_hour": 17,
    }
    after = put(calling, wanted)
    assert (after["topics"]["moves"], after["digest_hour"]) == (
        {"portal": False, "mail": "daily", "silent": True},
        17,
    )
    assert after["quiet"]["days"] == [0, 4]
    assert after["topics"]["approvals"] == before["topics"]["approvals"]
    silent = put(calling, {"topics": {"waits": {"portal": False, "mail": "never"}}}, expect=422)
    assert list(silent["fields"]) == ["waits"]
    put(calling, {"topics": {"nonsense": {"portal": True, "mail": "now"}}}, expect=422)
    put(calling, {"quiet": {"on": True, "since": "25:00", "until": "08:00"}}, expect=422)


def put(calling: Caller, body: Any, *, expect: int = 200) -> Any:
    response = calling.client.put(
        f"{BASE}/notifications/preferences", body, content_type="application/json", headers=calling.headers
    )
    assert response.status_code == expect, response.content.decode()
    return response.json()
