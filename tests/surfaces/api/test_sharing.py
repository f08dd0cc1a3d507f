"""Sharing through the API; what the portal says of itself."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.surfaces.api.calling import BASE, Caller
from ventanilla.core.announcements.actions import save
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.branding.actions import save as save_brand
from ventanilla.core.branding.look import Look
from ventanilla.core.kit import clock

pytestmark = pytest.mark.django_db


def call(person, method, path, body=None):
    caller = Caller(person, "en")
    return getattr(caller.client, method)(
        f"{BASE}{path}", body or {}, content_type="application/json", headers=caller.headers
    )


def test_participants_come_and_go(w, ask):
    number = ask()["number"]
    eva, stranger = factories.person("Eva"), factories.person("Eve")
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    path = f"/tickets/{number}"
    for outside in (stranger, clara):
        Caller(outside).get(f"{path}/sharing", expect=404)
        assert call(outside, "post", f"{path}/participants", {"email": eva.email}).status_code == 404
        assert call(outside, "delete", f"{path}/participants/{eva.pk}").status_code == 404
        assert (
            call(outside, "put", f"{path}/sharing", {"circle": "department", "shared": True}).status_code
            == 404
        )
    assert call(w.ana, "post", f"{path}/participants", {"email": clara.email}).status_code == 422
    added = call(w.ana, "post", f"{path}/participants", {"email": eva.email})
    assert added.status_code == 201
    assert added.json() == {
        "participants": [{"id": eva.pk, "name": "Eva", "email": eva.email}],
        "shared_with": [],
    }
    shared = Caller(eva).get("/tickets", of="shared")
    assert [ticket["number"] for ticket in shared["items"]] == [number]
    assert call(w.ana, "delete", f"{path}/participants/{stranger.pk}").status_code == 404
    assert call(w.ana, "delete", f"{path}/participants/{eva.pk}").status_code == 204
    Caller(eva).get(f"{path}/sharing", expect=404)
    assert Caller(eva).get("/tickets", of="shared")["items"] == []


def test_a_manager_has_the_list_of_the_team_and_may_not_share(w, ask):
    number = ask()["number"]
    listed = Caller(w.marta).get("/tickets", of="team")
    assert [ticket["number"] for ticket in listed["items"]] == [number]
    assert Caller(w.marta).get("/tickets", of="mine")["items"] == []
    put = call(w.marta, "put", f"/tickets/{number}/sharing", {"circle": "department", "shared": True})
    assert put.status_code == 403
    Caller(w.marta).get("/tickets", of="everybody", expect=422)


def test_who_asked_shares_with_the_department(w, ask):
    marketing = factories.department("marketing")
    for person in (w.ana, eva := factories.person("Eva")):
        person.department = marketing
        person.save()
    number = ask()["number"]
    path = f"/tickets/{number}/sharing"
    for shared, status in ((True, 200), (False, 404)):
        answer = call(w.ana, "put", path, {"circle": "department", "shared": shared})
        assert answer.json()["shared_with"] == (["department"] if shared else [])
        assert call(eva, "get", path).status_code == status


def test_the_brand_is_open_to_all():
    save_brand(actor=None, look=Look(name={"es": "La Casa", "en": "The House"}, accent="#1d5c3f"))
    found = Client().get(f"{BASE}/brand", headers={"Accept-Language": "en"}).json()
    assert (found["name"], found["accent"], found["on_accent"], found["logo"]) == (
        "The House",
        "#1d5c3f",
        "#ffffff",
        None,
    )


def test_announcements_are_those_for_the_caller(w):
    for kind in ("internal", "customer"):
        save(actor=None, title={"en": kind}, text={}, reach=Reach(kinds=(kind,)), starts_at=clock.now())
    found = Caller(w.ana, "en").get("/announcements")
    assert [one["title"] for one in found["items"]] == ["internal"]
    Caller(None).get("/announcements", expect=401)
