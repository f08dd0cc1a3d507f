"""The health of services through the API."""

from __future__ import annotations

import pytest

from tests.jobs import run_jobs
from tests.records.status.world import World, world
from tests.surfaces.api.calling import Caller
from ventanilla.records.tickets.actions import join
from ventanilla.records.tickets.models import Ticket


@pytest.fixture
def s(db: None) -> World:
    return world()


def test_the_status_as_it_concerns_the_caller(s: World) -> None:
    outage = s.outage(text={"en": "We are looking."})
    found = Caller(s.ana, "en").get("/status")
    assert found["health"] == "down"
    assert [(row["slug"], row["health"]) for row in found["components"]] == [
        ("email", "down"),
        ("app", "up"),
        ("lifts", "up"),
    ]
    shown = found["current"][0]
    assert (shown["id"], shown["title"], shown["touches"]) == (
        outage.pk,
        "Mail is out",
        [{"component": "email", "health": "down"}],
    )
    assert [row["text"] for row in shown["updates"]] == ["We are looking."]
    assert Caller(s.clara).get("/status")["current"] == []
    Caller(s.clara).get(f"/status/outages/{outage.pk}", expect=404)
    assert Caller(s.ana, "es").get("/status/outages")["items"][0]["title"] == "El correo no va"


def test_an_agent_tells_and_ends_and_the_reports_end_with_it(s: World) -> None:
    ticket, outage = s.report(), s.outage()
    join(actor=s.luis, ticket=ticket, outage=outage)
    luis, path = Caller(s.luis, "en"), f"/status/outages/{outage.pk}"
    body = {
        "state": "identified",
        "text": {"en": "It is the provider."},
        "next_update_at": "2000-01-01T00:00:00Z",
    }
    assert "next_update_at" in luis.post(f"{path}/updates", body, expect=422)["fields"]
    told = luis.post(f"{path}/updates", {**body, "next_update_at": None})
    assert (told["state"], told["updates"][0]["text"]) == ("identified", "It is the provider.")
    for person in (s.ana, s.felipe):
        Caller(person).post(f"{path}/updates", {**body, "next_update_at": None}, expect=404)
        Caller(person).post(f"{path}/end", {}, expect=404)
    assert luis.post(f"{path}/end", {"text": {"en": "It works."}}, expect=200)["state"] == "over"
    luis.post(f"{path}/end", {}, expect=409)
    run_jobs()
    assert Ticket.objects.get(pk=ticket.pk).status == "resolved"


def test_one_says_that_it_affects_one_instead_of_asking(s: World) -> None:
    path = f"/status/outages/{s.outage().pk}/following"
    found = Caller(s.ana).post(path, {"affected": True}, expect=200)
    assert found == {"affected": True, "wants": "end"}
    assert Caller(s.ana).post(path, {"wants": "nothing"}, expect=200) == {
        "affected": True,
        "wants": "nothing",
    }
    Caller(s.ana).post(path, {"wants": "nonsense"}, expect=422)
    Caller(s.clara).post(path, {"affected": True}, expect=404)
