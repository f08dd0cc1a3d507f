"""The health of services through the API."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.jobs import run_jobs
from tests.records.status.world import World, world
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit import clock
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


def test_an_agent_opens_an_outage_of_what_was_reported(s: World) -> None:
    reports = [s.report(), s.report(s.marta)]
    numbers = [ticket.number for ticket in reports]
    luis = Caller(s.luis, "en")
    body = {"title": {"en": "Mail is out"}, "components": {"email": "down"}, "text": {"en": "We look."}}
    for person in (s.ana, s.clara):
        Caller(person).post("/status/outages", body, expect=403)
    Caller(s.felipe).post("/status/outages", body, expect=422)
    wrong: list[tuple[dict[str, object], str]] = [
        ({"components": {"nothing": "down"}}, "components"),
        ({"components": {}}, "components"),
        ({"title": {}}, "title"),
        ({"tickets": [*numbers, "REQ-99999999"]}, "tickets"),
        ({"tickets": numbers, "started_at": "2027-01-01T00:00:00Z"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at"),
        ({"next_update_at": "9999-12-31T23:59:59-12:00"}, "next_update_at"),
    ]
    for more, field in wrong:
        assert list(luis.post("/status/outages", body | more, expect=422)["fields"]) == [field]
    made = luis.post("/status/outages", body | {"tickets": numbers})
    assert (made["kind"], made["state"]) == ("outage", "investigating")
    assert made["touches"] == [{"component": "email", "health": "down"}]
    found = luis.get(f"/status/outages/{made['id']}/reports")["items"]
    assert [row["number"] for row in found] == numbers
    assert {row["status"] for row in found} == {"waiting"}
    update = {"state": "identified", "text": {"en": "Slow."}, "components": {"email": "degraded"}}
    told = luis.post(f"/status/outages/{made['id']}/updates", update)
    assert told["touches"] == [{"component": "email", "health": "degraded"}]


def test_reports_are_joined_by_one_call_and_each_for_itself(s: World) -> None:
    reports = [s.report(), s.report(s.marta)]
    outage, other = s.outage(), s.outage(s.app)
    join(actor=s.luis, ticket=reports[0], outage=other)
    path, body = f"/status/outages/{outage.pk}/reports", {"tickets": [row.number for row in reports]}
    Caller(s.felipe).post(path, body, expect=404)
    items = Caller(s.luis, "en").post(path, body, expect=200)["items"]
    assert [(row["number"], row["joined"]) for row in items] == [
        (reports[0].number, False),
        (reports[1].number, True),
    ]
    assert "another outage" in items[0]["problem"]


def test_a_report_is_joined_taken_out_and_may_still_fail(s: World) -> None:
    ticket, twin, outage = s.report(), s.report(s.marta), s.outage()
    luis, path = Caller(s.luis, "en"), f"/tickets/{ticket.number}/outage"
    tie = luis.get(path)
    assert (tie["joined"], tie["alike"]) == (None, [twin.number])
    assert tie["offered"] == [{"id": outage.pk, "title": "Mail is out"}]
    Caller(s.ana).get(path, expect=403)
    put = luis.raw("PUT", path, json.dumps({"outage": outage.pk}))
    assert put.json()["joined"]["id"] == outage.pk
    assert luis.raw("DELETE", path).status_code == 204
    assert luis.raw("DELETE", path).status_code == 409
    assert luis.raw("PUT", path, json.dumps({"outage": outage.pk + 100})).status_code == 404
    join(actor=s.luis, ticket=ticket, outage=outage)
    failing = f"/tickets/{ticket.number}/still-failing"
    luis.post(failing, {}, expect=403)
    assert Caller(s.ana).post(failing, {"text": "Still."}, expect=200)["status"] == "open"
    Caller(s.ana).post(failing, {}, expect=409)


def test_work_is_planned_and_called_off(s: World) -> None:
    luis = Caller(s.luis, "en")
    begins, ends = clock.now() + timedelta(days=2), clock.now() + timedelta(days=2, hours=3)
    body = {
        "title": {"en": "New mail server"},
        "components": ["email", "app"],
        "starts_at": begins.isoformat(),
        "ends_at": ends.isoformat(),
    }
    Caller(s.ana).post("/status/works", body, expect=403)
    assert list(luis.post("/status/works", body | {"ends_at": body["starts_at"]}, expect=422)["fields"]) == [
        "ends_at"
    ]
    made = luis.post("/status/works", body)
    assert (made["kind"], made["state"]) == ("planned", "scheduled")
    assert [row["id"] for row in Caller(s.ana).get("/status")["planned"]] == [made["id"]]
    path = f"/status/outages/{made['id']}/cancellation"
    assert luis.post(path, {}, expect=200)["state"] == "cancelled"
    luis.post(path, {}, expect=409)
    assert Caller(s.ana).get("/status")["planned"] == []
