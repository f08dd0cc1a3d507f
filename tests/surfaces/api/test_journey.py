"""One laptop, wholly through the API: from asking to Ana's hands, told in her language (S065–S071)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.workflow.laptop import World, fresh
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.engines.notifications.models import Notification

pytestmark = pytest.mark.django_db


class Journey:
    """What each of them does, each with a token of their own and in their own language, Spanish."""

    def __init__(self, w: World) -> None:
        self.ana, self.marta = Caller(w.ana), Caller(w.marta)
        self.felipe, self.luis = Caller(w.felipe), Caller(w.luis)
        self.number = ""

    def seen_by_ana(self) -> Any:
        return self.ana.get(f"/tickets/{self.number}")

    def steps(self) -> dict[str, tuple[str, list[str]]]:
        """By block, how it stands and who has it; of several rounds the last."""
        return {step["block"]: (step["state"], step["who"]) for step in self.seen_by_ana()["steps"]}

    def decide(self, **decision: str) -> None:
        (waiting,) = self.marta.get("/approvals")["items"]
        body = {**decision, "digest": waiting["digest"]}
        self.marta.post(f"/approvals/{waiting['id']}/decision", body)

    def complete(self, calling: Caller, **answers: str) -> Any:
        (task,) = calling.get("/tasks")["items"]
        return calling.post(f"/tasks/{task['id']}/completion", {"answers": answers}, expect=200)


def test_from_asking_to_the_laptop_in_anas_hands(w: World) -> None:
    j = Journey(w)
    (service,) = [item for item in j.ana.get("/services")["items"] if item["slug"] == "laptop"]
    assert service["title"] == "Pedir un portátil"
    model = j.ana.get("/services/laptop")["form"]["properties"]["model"]
    assert {option["const"] for option in model["oneOf"]} == {"air-13", "pro-16"}

    made = j.ana.post("/tickets", {"service": "laptop", "answers": {"model": "air-13"}}, key="ana-1")
    j.number = made["number"]
    assert j.steps()["manager"] == ("active", ["Marta"])
    assert j.steps()["workplace"] == ("next", ["Facilities"])

    j.decide(decision="return", comment="¿Seguro que el Air?")
    returned = j.seen_by_ana()
    assert returned["status"] == "waiting"
    assert len(returned["tasks"]) == 1
    (correction,) = j.ana.get("/tasks")["items"]
    assert correction["id"] == returned["tasks"][0]
    assert (correction["kind"], correction["said"]) == ("correction", "¿Seguro que el Air?")
    assert correction["answers"] == {"model": "air-13"}
    assert j.marta.get("/approvals")["items"] == []
    j.ana.post(f"/tasks/{correction['id']}/completion", {"answers": {"model": "air-13"}}, expect=200)
    assert j.seen_by_ana()["status"] == "open"

    j.decide(decision="approve")
    assert j.steps() == {
        "manager": ("done", ["Marta"]),
        "manager~correction": ("done", ["Ana"]),
        "asset": ("done", []),
        "workplace": ("active", ["Facilities"]),
        "delivery": ("next", ["It equipment"]),
    }
    workplace = next(step for step in j.seen_by_ana()["steps"] if step["block"] == "workplace")
    assert workplace["due"]
    (thing,) = j.ana.get("/things")["items"]
    assert (thing["serial"], thing["model"]) == ("AIR-001", "Air 13")

    j.complete(j.felipe)
    j.complete(j.luis, on="2030-05-06")
    told = j.seen_by_ana()
    assert (told["status"], told["outcome"]) == ("resolved", "fulfilled")
    assert told["tasks"] == []
    assert all(state == "done" for state, _who in j.steps().values())
    assert "AIR-001" in " ".join(entry["detail"] for entry in told["timeline"])


def test_the_timeline_tells_it_in_the_readers_language(w: World) -> None:
    j = Journey(w)
    j.number = j.ana.post("/tickets", {"service": "laptop", "answers": {"model": "air-13"}})["number"]
    j.decide(decision="approve")
    spanish = [entry["text"] for entry in j.seen_by_ana()["timeline"]]
    english = [entry["text"] for entry in Caller(w.ana, "en").get(f"/tickets/{j.number}")["timeline"]]
    assert len(spanish) == len(english)
    assert "Ana sent the request." in english
    assert [text for text in spanish if text in english] == []


def test_ana_is_told_without_asking(w: World) -> None:
    j = Journey(w)
    j.number = j.ana.post("/tickets", {"service": "laptop", "answers": {"model": "air-13"}})["number"]
    run_jobs()
    assert Notification.objects.filter(person=w.marta).exists()
    j.decide(decision="approve")
    j.complete(j.felipe)
    j.complete(Caller(fresh(w.luis)), on="2030-05-06")
    run_jobs()
    told = " ".join(f"{n.title} {n.text}" for n in Notification.objects.filter(person=w.ana))
    assert "Tu portátil AIR-001 llega el" in told
