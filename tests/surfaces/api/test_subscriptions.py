"""Telling other systems, through the API: for administrators of the portal."""

from __future__ import annotations

from typing import get_args

import pytest

from tests import factories
from tests.surfaces.api.calling import Caller
from ventanilla.engines.telling.choices import EventName
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.records.tickets import actions as tickets
from ventanilla.surfaces.api.subscribed import EventWord

pytestmark = pytest.mark.django_db
NEW = {"name": "Desk", "address": "https://desk.example.invalid/in", "events": ["ticket.created"]}


@pytest.fixture
def admin(db) -> Caller:
    return Caller(factories.administrator(), "en")


def send(caller: Caller, method: str, path: str, body: str = "{}", expect: int = 200):
    response = caller.raw(method, path, body)
    assert response.status_code == expect, response.content.decode()
    return response.json() if response.content else None


def test_every_event_that_there_is_can_be_named():
    assert get_args(EventWord) == tuple(EventName.values)


def test_one_is_added_changed_paused_and_removed(admin):
    service = factories.service(service="laptop")
    made = admin.post("/subscriptions", NEW | {"services": ["laptop"], "teams": ["it-equipment"]})
    assert made["secret"].startswith("whsec_")
    here = f"/subscriptions/{made['id']}"
    shown = admin.get(here)
    assert "secret" not in shown
    assert (
        shown.items()
        >= {"services": ["laptop"], "mode": "on", "language": "es", "secret_shown": True}.items()
    )

    changed = send(admin, "PATCH", here, '{"services": null, "with_answers": true, "mode": "paused"}')
    wanted = {"services": None, "teams": ["it-equipment"], "with_answers": True, "paused_because": "person"}
    assert changed.items() >= wanted.items()
    assert send(admin, "POST", f"{here}/secret")["secret"] != made["secret"]
    assert [row["name"] for row in admin.get("/subscriptions")["items"]] == ["Desk"]
    assert send(admin, "DELETE", here, expect=204) is None
    assert (Subscription.objects.count(), service.slug) == (0, "laptop")
    admin.get(here, expect=404)


def test_what_is_wrong_is_said_by_field(admin):
    wrong = NEW | {"address": "http://desk.example.invalid/", "owner": "nobody@acme.example", "name": " "}
    refused = admin.post("/subscriptions", wrong, expect=422)
    assert refused["fields"].keys() == {"address", "owner", "name"}
    missing = admin.post("/subscriptions", NEW | {"services": ["nothing"]}, expect=422)
    assert missing["fields"].keys() == {"services"}
    assert admin.post("/subscriptions", NEW | {"events": ["ticket.sold"]}, expect=422)["fields"]


def test_deliveries_are_listed_and_sent_again(admin):
    service = factories.service(service="laptop")
    here = f"/subscriptions/{admin.post('/subscriptions', NEW)['id']}"
    ticket = tickets.submit(actor=factories.person("Ana"), service=service, answers={"what": "x"})
    (waits,) = admin.get(f"{here}/deliveries", state="waiting")["items"]
    assert (waits["ticket"], waits["event"], waits["tries"]) == (ticket.number, "ticket.created", 0)
    again = f"{here}/deliveries/{waits['id']}/again"
    assert send(admin, "POST", again, expect=409)["code"] == "conflict"
    Delivery.objects.update(state="given_up")
    assert send(admin, "POST", again)["state"] == "waiting"
    tested = send(admin, "POST", f"{here}/test")
    assert (tested["state"], tested["event"], tested["ticket"]) == ("given_up", "test", None)
    assert "leads nowhere" in tested["problem"]
    assert [row["event"] for row in admin.get(f"{here}/deliveries")["items"]] == ["test", "ticket.created"]


def test_nobody_else_may(admin):
    factories.service(service="laptop")
    here = f"/subscriptions/{admin.post('/subscriptions', NEW)['id']}"
    ana = Caller(factories.person("Ana"))
    ana.get("/subscriptions", expect=403)
    ana.get(here, expect=403)
    ana.post("/subscriptions", NEW, expect=403)
