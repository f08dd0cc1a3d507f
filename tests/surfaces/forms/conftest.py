from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests import factories
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Location, Person

SITE = "tests.surfaces.forms.site"


@pytest.fixture
def site(settings: Any, tmp_path: Any) -> None:
    settings.ROOT_URLCONF = SITE
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ana(db: None) -> Person:
    spain = directory.add(Location, actor=None, slug="spain", name={"es": "España", "en": "Spain"})
    madrid = directory.add(Location, actor=None, slug="madrid", name={"es": "Madrid"}, parent=spain)
    for number in range(1, 8):
        name = {"es": f"Planta {number}", "en": f"Floor {number}"}
        directory.add(Location, actor=None, slug=f"floor-{number}", name=name, parent=madrid)
    factories.person("Marta", family_name="Ibáñez", job_title="Directora de Marketing")
    factories.person("Luis", family_name="Martín", job_title="Técnico de sistemas")
    factories.person("Clara", organization=factories.organization("cliente"))
    place = Location.objects.get(slug="floor-3")
    return factories.person("Ana", family_name="Ruiz", location=place, language="es")


@pytest.fixture
def signed_in(client: Client, ana: Person, site: None) -> Client:
    client.force_login(ana)
    return client


@pytest.fixture
def form(live_server: Any, context: BrowserContext, page: Page, signed_in: Client) -> Page:
    """The form in a browser, signed in as Ana."""
    cookie = signed_in.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url)
    return page
