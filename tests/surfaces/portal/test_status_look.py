"""Every page about outages, in the portal, at the desk and in the designer: accessible, fitting, by keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.look import accessible
from tests.records.status.world import World, fresh, world
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.records.status import actions
from ventanilla.records.status.choices import Health, Stage
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import OutageReport

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def w(transactional_db: None) -> World:
    return world()


def signed_in(page: Page, live_server: Any, person: Person) -> None:
    client = Client()
    client.force_login(fresh(person))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


def addresses(w: World) -> dict[str, list[str]]:
    """What Ana reads, and what Luis works with, who administers the portal too."""
    outage = w.outage(
        text={"en": "We are looking.", "es": "Lo miramos."}, next_update_at=clock.now() + timedelta(hours=1)
    )
    actions.end(actor=w.luis, outage=w.outage(w.app, health=Health.DEGRADED))
    start = clock.now() + timedelta(hours=5)
    work = actions.plan_work(
        actor=w.luis,
        title={"en": "New version"},
        components=[w.app],
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    actions.update(actor=w.luis, outage=outage, state=Stage.IDENTIFIED, text={"en": "It is the provider."})
    joined, alone, _same = w.report(), w.report(who="office"), w.report(w.marta)
    tickets.join(actor=w.luis, ticket=joined, outage=outage)
    directory.grant_role(w.luis, Role.PORTAL_ADMINISTRATOR, actor=None)
    return {
        "Ana": [
            "/status/",
            f"/status/{outage.pk}/",
            f"/status/{work.pk}/",
            "/services/incident/ask/",
            f"/requests/{joined.number}/",
            f"/requests/{alone.number}/",
        ],
        "Luis": [
            "/desk/outages/",
            "/desk/outages/new/",
            "/desk/outages/new/?kind=planned",
            f"/desk/outages/{outage.pk}/",
            f"/desk/outages/{work.pk}/",
            f"/desk/tickets/{joined.number}/",
            f"/desk/tickets/{alone.number}/",
            "/desk/queue/",
            "/designer/components/",
            "/designer/components/email/",
        ],
    }


def test_every_page_is_accessible_and_fits(live_server: Any, page: Page, w: World) -> None:
    for name, urls in addresses(w).items():
        signed_in(page, live_server, w.ana if name == "Ana" else w.luis)
        accessible(page, [live_server.url + url for url in urls], widths=[390, 1280])


def test_reports_are_ticked_and_joined_by_keyboard(live_server: Any, page: Page, w: World) -> None:
    for person in (w.ana, w.marta):
        w.report(person)
    outage = w.outage()
    signed_in(page, live_server, w.luis)
    page.goto(f"{live_server.url}/desk/queue/")
    expect(page.locator("#ticked")).to_be_hidden()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("#ticked [data-ticked-count]")).to_have_text("2")
    page.select_option("#id_outage", str(outage.pk))
    page.click("#ticked button[type=submit]")
    page.wait_for_url(f"**/desk/outages/{outage.pk}/")
    assert OutageReport.objects.filter(outage=outage).count() == 2
