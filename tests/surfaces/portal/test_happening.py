"""What is out just now stands before what answers a search, for those who may see it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.records.status.world import World, fresh, world
from ventanilla.core.people.models import Person


@pytest.fixture
def w(db: None) -> World:
    cache.clear()
    return world()


def searched(person: Person, text: str) -> str:
    client = Client()
    client.force_login(fresh(person))
    page = client.get("/search/", {"q": text}).content.decode()
    return page.partition('class="happening"')[2].partition("</section>")[0]


def test_an_outage_is_found_by_its_title_and_by_what_it_touches(w: World) -> None:
    outage = w.outage(w.email)
    for text in ("mail", "Correo", "my mail is slow"):
        found = searched(w.ana, text)
        assert f'href="/status/{outage.pk}/"' in found
        assert "Just now" in found
    for text in ("lifts", "it doesn't work", "out now"):
        assert searched(w.ana, text) == ""


def test_it_stands_first_in_what_is_suggested_while_typing(w: World) -> None:
    outage = w.outage(w.email)
    client = Client()
    client.force_login(fresh(w.ana))
    page = client.get("/search/suggestions/", {"q": "mail"}).content.decode()
    assert page.index(f'href="/status/{outage.pk}/"') == page.index('href="')
    assert "Just now" in page
    client.force_login(fresh(w.clara))
    assert "/status/" not in client.get("/search/suggestions/", {"q": "mail"}).content.decode()


def test_it_is_there_for_those_who_may_see_it_only(w: World) -> None:
    w.outage(w.email)
    assert searched(w.clara, "mail") == ""
    w.outage(w.app, w.email)
    found = searched(w.clara, "app")
    assert "The <mark>app</mark>" in found
    assert "E-mail" not in found
