"""Licence, onboarding, monitor (S094, S113–S121), a password and an outage (S015), wholly through the API."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.acme import YEAR, acme_for_a_while
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit import clock
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.actions import fire_due_timers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

MONDAY = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)
FIRST_DAY = datetime(YEAR, 3, 10, 7, 0, tzinfo=UTC)
ADDRESS = "irati@correo.example"

As = Callable[[str], "Worker"]


class Worker:
    """Somebody of Acme with a token, who finds what waits for them by its ticket."""

    def __init__(self, name: str) -> None:
        self.call = Caller(person(name), "en")

    def asks(self, service: str, **answers: Any) -> str:
        return str(self.call.post("/tickets", {"service": service, "answers": answers})["number"])

    def approval(self, number: str) -> Any:
        (found,) = [item for item in self.call.get("/approvals")["items"] if item["ticket"] == number]
        return found

    def decides(self, number: str, decision: str = "approve", comment: str = "") -> None:
        waiting = self.approval(number)
        body = {"decision": decision, "comment": comment, "digest": waiting["digest"]}
        self.call.post(f"/approvals/{waiting['id']}/decision", body)

    def task(self, number: str, title: str) -> Any:
        items = self.call.get("/tasks")["items"]
        (found,) = [item for item in items if (item["ticket"], item["title"]) == (number, title)]
        return found

    def does(self, ticket: str, title: str, /, *, expect: int = 200, **answers: Any) -> Any:
        task = self.task(ticket, title)
        return self.call.post(f"/tasks/{task['id']}/completion", {"answers": answers}, expect=expect)

    def sees(self, number: str, *, expect: int = 200) -> Any:
        return self.call.get(f"/tickets/{number}", expect=expect)


@pytest.fixture(scope="module")
def acme(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with acme_for_a_while(django_db_blocker):
        yield


@pytest.fixture
def monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def as_() -> As:
    known: dict[str, Worker] = {}
    return lambda name: known.setdefault(name, Worker(name))


def shown(item: Any) -> dict[str, str]:
    return {line["id"]: line["text"] for line in item["shown"]}


def test_a_cheap_licence_is_corrected_once_and_skips_procurement(as_: As) -> None:
    number = as_("ana").asks("software-licence", product="photo-studio", reason="Retouch pictures.")
    assert shown(as_("marta").approval(number))["product.cost"] == "€289.00"
    as_("marta").decides(number, "return", "Isn't the PDF editor enough?")
    assert "moves on" in as_("ana").sees(number)["promise"]
    as_("ana").does(number, "Correct and send again", product="pdf-editor", reason="Sign contracts.")
    assert as_("marta").approval(number)["changes"][0] == {
        "label": "Which program do you need?",
        "old": "Photo studio",
        "new": "PDF editor · sign, merge and correct",
    }
    as_("marta").decides(number)
    blocks = [step["block"] for step in as_("ana").sees(number)["steps"]]
    assert "install" in blocks
    assert "purchase" not in blocks
    as_("luis").does(number, "Install the program")
    assert as_("ana").sees(number)["outcome"] == "fulfilled"


def test_a_monitor_within_the_budget(as_: As) -> None:
    answers = {"model": "monitor-27", "quantity": 1, "reason": "Layout.", "place": "floor-3"}
    number = as_("ana").asks("monitor", **answers)
    as_("marta").decides(number)
    assert shown(as_("carmen").approval(number))["outputs.budget.left"] == "€23,751.00"
    as_("carmen").decides(number)
    offers = [
        {"supplier": "Duero", "price": {"amount": "265.00", "currency": "EUR"}, "days": 1},
        {"supplier": "Sur", "price": {"amount": "229.90", "currency": "EUR"}, "days": 3},
    ]
    as_("pablo").does(number, "Get quotes", expect=422, offers=offers[:1])
    as_("pablo").does(number, "Get quotes", offers=offers)
    choice = as_("pablo").task(number, "Choose the quote")["form"]["properties"]["offer"]
    assert (choice["default"], [one["const"] for one in choice["oneOf"]]) == ("Sur", ["Duero", "Sur"])
    refused = as_("pablo").does(number, "Choose the quote", expect=422, offer="Duero")
    assert "reason" in str(refused)
    as_("pablo").does(number, "Choose the quote", offer="Duero", reason="Comes before the fair.")
    as_("pablo").does(number, "Place the order", number="PO-9", arrives_on="2027-03-08")
    as_("felipe").does(number, "Hand over the monitor")
    done = as_("ana").sees(number)
    assert done["outcome"] == "fulfilled"
    assert "€23,751" not in str(done["timeline"])  # what is left is for those who decide


def test_a_new_colleague_and_what_each_may_see(as_: As) -> None:
    answers = {
        "name": "Irati Goñi",
        "private_email": ADDRESS,
        "start_on": "2027-03-10",
        "job_title": "Analyst",
        "area": "marketing",
        "manager": str(person("marta").pk),
        "place": "floor-3",
        "laptop": "standard-14",
    }
    number = as_("rosa").asks("onboarding", **answers)
    for name in ("luis", "felipe", "ana", "admin"):
        as_(name).sees(number, expect=404)
    account = as_("luis").task(number, "Make the account and the mailbox")
    assert shown(account)["name"] == "Irati Goñi"
    assert ADDRESS not in str(account)
    as_("cristina").does(number, "Prepare the file", number="EXP-204")
    as_("felipe").does(number, "Prepare the desk", desk="3-17")
    as_("luis").does(number, "Make the account and the mailbox", email="irati@acme.example")
    as_("teresa").does(number, "Prepare the laptop", serial="ST14-XYZ")
    assert not Message.objects.filter(to=ADDRESS).exists()
    with clock.frozen(FIRST_DAY):
        fire_due_timers()
        assert as_("rosa").sees(number)["outcome"] == "fulfilled"
    assert Message.objects.filter(to=ADDRESS).count() == 1


def test_a_password_that_nobody_works_on(as_: As) -> None:
    ana = as_("ana")
    number = ana.asks("password-reset", way="code")
    assert ana.sees(number)["code_sent_to"]
    found = re.search(r"\d{4} \d{4}", Message.objects.get(to="ana@correo.example").text)
    assert found
    path = f"/tickets/{number}/code"
    as_("marta").call.post(path, {"code": found[0]}, expect=404)
    assert list(ana.call.post(path, {"code": "0"}, expect=422)["fields"]) == ["code"]
    ana.call.post(path, {"code": found[0]}, expect=200)
    ana.call.post(path, {"code": found[0]}, expect=404)
    run_jobs()
    done = ana.sees(number)
    assert (done["outcome"], done["code_sent_to"]) == ("fulfilled", "")
    (secret,) = done["secrets"]
    path = f"/tickets/{number}/secrets/{secret['id']}"
    as_("marta").call.post(path, expect=404)
    password = ana.call.post(path, expect=200)["text"]
    assert len(password) >= 8
    ana.call.post(path, expect=409)
    assert password not in str(ana.sees(number))
    assert ana.sees(number)["secrets"] == []


def test_an_outage_with_its_reports(as_: As) -> None:
    answers = {
        "what": "email",
        "who": "office",
        "work": "detour",
        "since": "today",
        "details": "Nothing goes out since nine.",
    }
    numbers = [as_(name).asks("incident", **answers) for name in ("ana", "marta")]
    luis = as_("luis")
    assert set(numbers) <= {item["number"] for item in luis.call.get("/queue")["items"]}
    body = {
        "title": {"es": "El correo no sale", "en": "Mail doesn't go out"},
        "components": {"email": "down"},
        "tickets": numbers,
    }
    outage = luis.call.post("/status/outages", body)
    assert as_("ana").call.get("/status")["health"] == "down"
    assert as_("ana").sees(numbers[0])["status"] == "waiting"
    path = f"/status/outages/{outage['id']}"
    luis.call.post(f"{path}/updates", {"state": "identified", "text": {"en": "A full disk."}})
    luis.call.post(f"{path}/end", {"text": {"en": "Mail goes out again."}}, expect=200)
    run_jobs()
    assert {as_("ana").sees(numbers[0])["outcome"], as_("marta").sees(numbers[1])["outcome"]} == {"solved"}
    again = as_("marta").call.post(f"/tickets/{numbers[1]}/still-failing", {"text": "Not here."}, expect=200)
    assert again["status"] == "open"


def test_what_somebody_knows_is_written_down_and_found_by_who_needs_it(as_: As) -> None:
    luis, ana = as_("luis").call, as_("ana").call
    answers = {
        "what": "email",
        "who": "me",
        "work": "detour",
        "since": "now",
        "details": "It asks for a password.",
    }
    number = as_("ana").asks("incident", **answers)
    assert ana.get("/search", q="forgoten pasword printer", kind="article")["items"] == []
    begun = luis.post(f"/tickets/{number}/article")
    text = {
        "title": "A forgotten printer password",
        "markdown": "## What to do\n\nHold *Reset* for ten seconds.",
    }
    assert luis.post("/desk/articles/preview", text, expect=200)["problems"] == {}
    ana.get(f"/articles/{begun['slug']}", expect=404)
    body = {"texts": {"en": {"revision": 0 if begun["language"] != "en" else 1, **text}}, "publish": ["en"]}
    path = f"/desk/articles/{begun['slug']}"
    done = luis.raw("PATCH", path, json.dumps(body))
    assert done.status_code == 200, done.content
    run_jobs("search.index")
    found = ana.get("/search", q="forgoten pasword printer", kind="article")
    assert [item["slug"] for item in found["items"]] == [begun["slug"]]
    assert "Reset" in ana.get(f"/articles/{begun['slug']}", language="en")["markdown"]
    solved = ana.post(f"/needs/{found['need']}/solved", {"kind": "article", "slug": begun["slug"]})
    assert solved == {"need": found["need"], "solved": True}
    assert ana.post(f"/articles/{begun['slug']}/vote", {"helpful": True}, expect=200)["helpful"]
    assert luis.get(path)["helpful"] == 1
    luis.post(f"{path}/archiving", expect=200)
    run_jobs("search.index")
    assert ana.get("/search", q="forgoten pasword printer", kind="article")["items"] == []


def test_what_nobody_found_is_found_by_the_next_one(as_: As) -> None:
    ana, luis = as_("ana").call, as_("luis").call
    assert ana.get("/search", q="wormhole")["items"] == []
    (gap,) = [row for row in luis.get("/desk/gaps")["items"] if row["text"] == "wormhole"]
    path = f"/desk/gaps/{gap['id']}"
    luis.post(f"{path}/taking", expect=200)
    assert luis.get(path)["found"] == []
    ended = luis.post(f"{path}/ending", {"ended_as": "synonym", "words": ["vpn"]}, expect=200)
    assert (ended["state"], ended["ended_as"]) == ("done", "synonym")
    assert "vpn-access" in [item["slug"] for item in as_("marta").call.get("/search", q="wormhole")["items"]]
    ana.get("/desk/gaps", expect=403)


def test_what_is_broken_is_reported_once_and_followed_by_others(as_: As) -> None:
    answers = {
        "what": "light",
        "place": "madrid/hq/floor-3",
        "details": "The lamp over the desks is dark.",
        "who": "area",
        "how_bad": "annoying",
    }
    ana, marta = as_("ana"), as_("marta").call
    body = {"service": "facilities-repair", "answers": answers}
    number = ana.call.post("/tickets", body)["number"]
    refused = marta.post("/tickets", body, expect=409)
    assert [(row["number"], row["waiting"]) for row in refused["same"]] == [(number, 1)]
    joined = marta.post(
        "/services/facilities-repair/following", {"answers": answers, "number": number}, expect=200
    )
    assert joined["waiting"] == 2
    assert [row["number"] for row in marta.get("/followed")["items"]] == [number]
    marta.post("/tickets", {**body, "even_if_same": True})
