"""The registers please axe, fit, and break no policy: all of them, a row with people, a row with days."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.look import accessible

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/designer/organisation/"


def test_the_registers_please_axe_and_fit(live_server, page: Page) -> None:
    madrid = factories.calendar(country="ES", region="MD")
    luis = factories.person("Luis")
    team = factories.team("it-network", luis, lead=luis, department=factories.department(calendar=madrid))
    client = Client()
    client.force_login(factories.administrator("Olga", language="en"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    where = ("", f"teams/{team.pk}/", f"calendars/{madrid.pk}/")
    accessible(page, [f"{live_server.url}{HOME}{one}" for one in where])

    factories.team("it-printers", department=team.department)
    page.goto(f"{live_server.url}{HOME}teams/")
    page.get_by_role("link", name="It network").click()
    assert page.url.endswith(f"teams/{team.pk}/"), "each row leads to its own page, wherever it is pressed"
