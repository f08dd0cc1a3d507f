"""The portal's and the desk's everyday pages, with Acme's requests in them: axe in both themes and widths."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.engines.workflow.acme.office import approval_of, ask, decide
from tests.jobs import run_jobs
from tests.look import accessible
from ventanilla.demo.history.laptops import HQ_3
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)

READ = (
    "/services/",
    "/services/laptop/",
    "/articles/",
    "/search/missing/?q=teletransporte",
    "/profile/",
)
DESK = ("/desk/stock/", "/desk/stock/standard-14/")


def laptop(model: str) -> Ticket:
    return ask("ana", "laptop", model=model, reason="Maquetas", place=HQ_3)


def visit(page: Page, base: str, who: str, addresses: tuple[str, ...]) -> None:
    client = Client()
    client.force_login(person(who))
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])
    accessible(page, [base + each for each in addresses])


def test_what_ana_reads(page: Page, live_server, acme: None) -> None:
    visit(page, live_server.url, "ana", READ)


def test_what_comes_of_what_ana_asked(page: Page, live_server, acme: None) -> None:
    returned = laptop("pro-16")
    decide("marta", Verdict.RETURN, comment="¿Para qué lo necesitas?")
    given = laptop("standard-14")
    decide("marta")
    waiting = laptop("plus-14")
    run_jobs("notifications.tell")
    correction = queries.asked_of(person("ana")).get()
    of_ana = (
        "/requests/",
        f"/requests/{returned.number}/tasks/{correction.pk}/",
        f"/requests/{given.number}/",
        f"/requests/{waiting.number}/sent/",
        "/things/",
        "/notifications/",
    )
    visit(page, live_server.url, "ana", of_ana)
    approval = f"/approvals/{approval_of('marta').pk}/"
    visit(page, live_server.url, "marta", (approval, "/approvals/history/"))
    visit(page, live_server.url, "luis", DESK)
