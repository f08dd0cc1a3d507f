"""The registers please axe, fit, and break no policy: all of them, a row with people, a row with days."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.look import accessible
from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.people.models import Department
from ventanilla.records.status.actions import save_component
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.models import Component

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
    mail, _phone = (component(name, team.department) for name in ("E-mail", "Phone"))
    page.goto(f"{live_server.url}{HOME}teams/")
    page.get_by_role("link", name="It network").click()
    assert page.url.endswith(f"teams/{team.pk}/"), "each row leads to its own page, wherever it is pressed"
    page.goto(f"{live_server.url}/designer/people/")
    page.get_by_role("link", name="Luis").click()
    assert page.url.endswith(f"people/{luis.pk}/")
    page.goto(f"{live_server.url}/designer/components/")
    page.get_by_role("link", name="E-mail").click()
    assert page.url.endswith(f"components/{mail.slug}/")
    page.go_back()
    page.get_by_role("button", name="Move Phone up").click()
    assert page.locator(".component-list .row-title").all_inner_texts() == ["Phone", "E-mail"]


def component(name: str, department: Department) -> Component:
    values = ComponentValues(name={"en": name}, department=department, audience=dict(INTERNAL))
    return save_component(actor=None, slug=name.lower(), values=values)
