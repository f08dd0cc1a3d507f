"""The designer's pages about services please axe in both themes and widths, fit, and break no policy."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from tests import factories
from tests.surfaces.designer.test_figures import MANY
from tests.surfaces.designer.test_services import FLOW, FORM
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.records.catalog.actions import publish

pytestmark = pytest.mark.django_db(transaction=True)
OF_A_SERVICE = (
    "",
    "figures/",
    "form/",
    "workflow/",
    "audience/?person=rosa@acme.example",
    "check/",
    "versions/",
    "versions/2/",
)


@pytest.fixture
def session(db: None) -> str:
    factories.calendar()
    laptop = {"service": "laptop", "title": {"es": "Portátil", "en": "Laptop"}, "form": FORM}
    service = factories.service(laptop, workflow=FLOW)
    publish(actor=None, package=factories.package(laptop, workflow=FLOW[:1], keywords={"es": ["equipo"]}))
    ServiceFigures.objects.create(service=service, counted_at=clock.now(), **MANY)
    client = Client()
    client.force_login(factories.with_role(Role.DESIGNER, service.department, language="en"))
    return client.cookies["sessionid"].value


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_accessible_and_fits(live_server, page: Page, session, width, theme):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (
        "/designer/",
        "/designer/figures/",
        *(f"/designer/services/laptop/{each}" for each in OF_A_SERVICE),
    ):
        page.goto(live_server.url + address)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert complaints == [], address
