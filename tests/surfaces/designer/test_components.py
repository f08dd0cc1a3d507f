"""Components are kept by designers of their department."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.records.status.world import World, world
from ventanilla.core.access.choices import Role
from ventanilla.records.status.models import Component


@pytest.fixture
def w(db: None) -> World:
    return world()


@pytest.fixture
def designer(w: World) -> Client:
    client = Client()
    client.force_login(factories.with_role(Role.DESIGNER, factories.department("it"), "Dora", language="en"))
    return client


def test_the_list_has_all_and_leads_to_ones_own(designer: Client) -> None:
    shown = designer.get("/designer/components/").content.decode()
    assert "/designer/components/email/" in shown
    assert "Lifts" in shown
    assert "/designer/components/lifts/" not in shown


def test_a_component_is_added_and_changed(designer: Client, w: World) -> None:
    given = {"name_es": "Impresoras", "name_en": "Printers", "department": "it", "audience": "everybody"}
    sent = designer.post("/designer/components/new/", {**given, "services": ["incident"], "public": "1"})
    assert sent.status_code == 302
    made = Component.objects.get(slug="printers")
    assert (made.name, made.audience.rule) == ({"es": "Impresoras", "en": "Printers"}, True)
    assert made.public is False  # only an administrator of the portal shows things to the world
    assert [service.slug for service in made.services.all()] == ["incident"]
    designer.post("/designer/components/printers/", {**given, "audience": "internal", "archived": "1"})
    made.refresh_from_db()
    assert made.archived_at is not None
    assert made.services.count() == 0


def test_two_of_one_name_are_two(designer: Client) -> None:
    for _twice in range(2):
        designer.post("/designer/components/new/", {"name_es": "Impresoras", "department": "it"})
    assert set(Component.objects.filter(slug__startswith="impresoras").values_list("slug", flat=True)) == {
        "impresoras",
        "impresoras-2",
    }


def test_what_was_typed_is_kept(designer: Client) -> None:
    sent = designer.post("/designer/components/new/", {"description_es": "Imprimir", "department": "hr"})
    assert sent.status_code == 422
    assert "Imprimir" in sent.content.decode()
    assert "Choose who keeps it." in sent.content.decode()


def test_the_order_is_changed_by_buttons(designer: Client) -> None:
    designer.post("/designer/components/app/place/", {"to": "up"})
    assert list(Component.objects.values_list("slug", flat=True)) == ["app", "email", "lifts"]
    designer.post("/designer/components/app/place/", {"to": "up"})
    assert next(iter(Component.objects.all())).slug == "app"


def test_those_of_other_departments_are_not_there(designer: Client, w: World) -> None:
    for url in ("/designer/components/lifts/", "/designer/components/nothing/"):
        assert designer.get(url).status_code == 404
        assert designer.post(url).status_code == 404
    assert designer.post("/designer/components/lifts/place/", {"to": "up"}).status_code == 404
    client = Client()
    client.force_login(w.ana)
    assert client.get("/designer/components/").status_code == 403
