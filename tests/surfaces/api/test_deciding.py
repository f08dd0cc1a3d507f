"""Approvals in depth: several at once, a question first, what was decided, being away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.people.queries import today_of
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.models import Approval

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


def waiting(calling: Caller, query: str = "") -> list[Any]:
    return list(calling.get(f"/approvals{query}")["items"])


def test_several_are_decided_each_for_itself(w: World, ask: Ask) -> None:
    for _time in range(2):
        ask()
    marta = Caller(w.marta, "en")
    first, second = waiting(marta)
    sent = [
        {"id": first["id"], "digest": first["digest"]},
        {"id": second["id"], "digest": "of something else"},
        {"id": 2**60},
    ]
    made = marta.post("/approvals/decisions", {"approvals": sent, "decision": "approve"}, expect=200)
    assert [one["decided"] for one in made["items"]] == [True, False, False]
    assert "has changed since you opened it" in made["items"][1]["problem"]
    assert [one["id"] for one in waiting(marta)] == [second["id"]]
    refused = marta.post("/approvals/decisions", {"approvals": sent[1:2], "decision": "reject"}, expect=422)
    assert list(refused["fields"]) == ["comment"]


def test_a_question_stops_the_clocks_and_its_answer_lets_them_go_on(w: World, ask: Ask) -> None:
    ask()
    marta, ana = Caller(w.marta, "en"), Caller(w.ana, "en")
    (item,) = waiting(marta)
    path = f"/approvals/{item['id']}/questions"
    assert list(marta.post(path, {"text": "Why?", "whom": "nobody"}, expect=422)["fields"]) == ["whom"]
    assert marta.post(path, {"text": "Why?"})["whom"]["name"] == "Ana"
    assert waiting(marta)[0]["paused"]
    (task,) = ana.get("/tasks")["items"]
    ana.post(f"/tasks/{task['id']}/completion", {"answers": {"answer": "Because."}}, expect=200)
    assert not waiting(marta)[0]["paused"]


def test_an_absence_hands_over_and_the_history_says_on_whose_behalf(w: World, ask: Ask) -> None:
    ask()
    marta, luis = Caller(w.marta, "en"), Caller(w.luis, "en")
    day = today_of(w.marta)
    days = {"from_on": day.isoformat(), "until_on": (day + timedelta(days=2)).isoformat()}
    wrong = marta.post("/absences", {**days, "delegate": w.marta.email}, expect=422)
    assert list(wrong["fields"]) == ["delegate"]
    made = marta.post("/absences", {**days, "delegate": w.luis.email, "services": ["laptop"]})
    assert [row["id"] for row in marta.get("/absences")["items"]] == [made["id"]]
    reseat_after_change("person", w.marta.pk)
    assert waiting(marta) == []
    assert waiting(luis, "?whose=mine") == []
    (item,) = waiting(luis, "?whose=behalf&service=laptop")
    assert item["on_behalf_of"] == ["Marta"]
    done = luis.post(f"/approvals/{item['id']}/decision", {"decision": "approve"})
    assert done["on_behalf_of"] == ["Marta"]
    (told,) = marta.get("/approvals/history?by=others")["items"]
    assert (told["by"], told["on_behalf_of"], told["outcome"]) == ("Luis", ["Marta"], "approved")
    assert [row["approval"] for row in luis.get("/approvals/history")["items"]] == [item["id"]]
    assert luis.raw("delete", f"/absences/{made['id']}").status_code == 404
    assert marta.raw("delete", f"/absences/{made['id']}").status_code == 204
    assert Approval.objects.get().outcome == "approved"
