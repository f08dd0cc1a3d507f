"""Designers read their resources: what they open, how often, and what each version changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.files.actions import store
from ventanilla.core.kit import clock
from ventanilla.records.catalog.actions import open_resource, publish
from ventanilla.records.catalog.models import OpeningDay, Service

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {"form": [], "workflow": []}


@pytest.fixture
def browser() -> Client:
    iris = factories.with_role(Role.DESIGNER, factories.department("it"), "Iris", language="en")
    signed_in = Client(headers={"Accept-Language": "en"})
    signed_in.force_login(iris)
    return signed_in


def test_a_resource_has_its_own_page_and_nothing_of_requests(browser: Client) -> None:
    link = {"es": "https://vpn.acme.example/es", "en": "https://vpn.acme.example/en"}
    vpn = factories.service(service="vpn", kind="resource", link=link, **NOTHING)
    for _time in range(2):
        open_resource(actor=factories.person("Ana"), service=vpn)
    page = browser.get("/designer/services/vpn/").content.decode()
    assert all(address in page for address in link.values())
    assert "<dd>2</dd>" in page
    for part in ("form", "workflow", "figures"):
        assert f"/designer/services/vpn/{part}/" not in page
        assert browser.get(f"/designer/services/vpn/{part}/").status_code == 404
    for part in ("audience", "check", "versions", "versions/1"):
        assert browser.get(f"/designer/services/vpn/{part}/").status_code == 200
    assert "opened 2 times in 30 days" in browser.get("/designer/").content.decode()
    assert "/designer/services/vpn/" not in browser.get("/designer/figures/").content.decode()


def test_one_that_nobody_opens_is_named(browser: Client) -> None:
    with clock.frozen(clock.now() - timedelta(days=100)):
        service = factories.service(
            service="vpn", kind="resource", link="https://vpn.acme.example", **NOTHING
        )
    words = "Nobody has opened it in 90 days."
    assert words in browser.get("/designer/services/vpn/").content.decode()
    OpeningDay.objects.create(service=service, opened_on=clock.now().date(), times=1)
    assert words not in browser.get("/designer/services/vpn/").content.decode()


def test_another_file_by_the_same_name_is_a_change(browser: Client) -> None:
    factories.service(service="other")
    package = factories.package(service="sheet", kind="resource", file="a.csv", **NOTHING)
    for text in (b"one", b"another"):
        held = store(actor=None, name="a.csv", content=ContentFile(text))
        publish(actor=None, package=package, files={"a.csv": held})
    assert Service.objects.get(slug="sheet").live_version.number == 2  # type: ignore[union-attr]
    assert "1 change" in browser.get("/designer/services/sheet/versions/").content.decode()
    page = browser.get("/designer/services/sheet/versions/2/").content.decode()
    assert "what is in the file" in page
    assert "replay" not in page
    assert "moving" not in page
