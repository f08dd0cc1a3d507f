"""Searches without an answer and synonyms, as those see them who look after the answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.jobs import run_jobs
from tests.records.knowledge.made import article
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.engines.search.actions import load_starter, look
from ventanilla.engines.search.models import Gap, Synonym
from ventanilla.records.knowledge.actions import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    """Ana looked for a telecopy; there is an article about the fax."""
    article({"en": Words("Send a fax", "", "Text.", ())}, slug="fax")
    run_jobs("search.index")
    look(actor=factories.person("Ana"), text="telecopy", language="en")
    return Gap.objects.get()


@pytest.fixture
def luis() -> Person:
    return factories.with_role(Role.AGENT, factories.department(), "Luis", language="en")


@pytest.fixture
def page(luis: Person, gap: Gap) -> Client:
    client = Client()
    client.force_login(luis)
    return client


def read(client: Client, path: str, status: int = 200, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_list_and_its_tabs(page: Client, gap: Gap) -> None:
    everything = read(page, "/designer/searches/")
    assert "telecopy" in everything
    assert "1 person" in everything
    assert "<strong>1</strong> without an answer" in everything
    assert "You look after none of them" in read(page, "/designer/searches/", show="mine")
    assert "telecopy" not in read(page, "/designer/searches/", show="done")
    assert "telecopy" in read(page, "/designer/searches/", show="\x00nonsense")


def test_it_is_taken_and_left(page: Client, gap: Gap, luis: Person) -> None:
    address = f"/designer/searches/{gap.pk}/"
    page.post(f"{address}taking/")
    assert "telecopy" in read(page, "/designer/searches/", show="mine")
    assert "Leave it to others" in read(page, address)
    page.post(f"{address}taking/", {"release": "1"})
    assert "Nobody yet" in read(page, address)


def test_a_synonym_is_tried_before_it_is_saved(page: Client, gap: Gap) -> None:
    address = f"/designer/searches/{gap.pk}/"
    assert "Send a fax" in read(page, f"{address}check/", words="fax", language="en")
    assert "Nothing." in read(page, f"{address}check/", words="", language="en")
    assert "Nothing." in read(page, f"{address}check/", words="fax\x00", language="xx")
    assert not Synonym.objects.exists()
    response = page.post(
        f"{address}ending/", {"as": "synonym", "words": "fax, telefax", "language": "en"}, follow=True
    )
    assert "Send a fax" in response.content.decode()
    assert Synonym.objects.get().words == ["telecopy", "fax", "telefax"]


def test_an_article_begins_with_the_text(page: Client, gap: Gap) -> None:
    assert "/desk/articles/new/?title=telecopy" in read(page, f"/designer/searches/{gap.pk}/")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(page: Client, gap: Gap) -> None:
    address = f"/designer/searches/{gap.pk}/ending/"
    response = page.post(address, {"as": "synonym", "words": "", "language": "en"})
    assert response.status_code == 422
    assert "Write at least two words" in response.content.decode()
    response = page.post(address, {"as": "dismissed", "note": " "})
    assert response.status_code == 422
    assert "Say why nothing has to be done." in response.content.decode()
    page.post(address, {"as": "dismissed", "note": "Not ours"})
    again = page.post(address, {"as": "article", "note": ""})
    assert again.status_code == 409
    assert "Not ours" in read(page, f"/designer/searches/{gap.pk}/")


def test_synonyms_are_added_found_changed_and_removed(page: Client) -> None:
    load_starter()
    assert "EN" in read(page, "/designer/synonyms/", q="paystub")
    assert "payslip" not in read(page, "/designer/synonyms/", language="es", q="paystub")
    page.post("/designer/synonyms/", {"words": "fax, telecopy", "language": "en"})
    group = Synonym.objects.get(source="people")
    assert "fax, telecopy" in read(page, "/designer/synonyms/")
    wrong = page.post(f"/designer/synonyms/{group.pk}/", {"words": "fax", "language": "en"})
    assert wrong.status_code == 422
    page.post(f"/designer/synonyms/{group.pk}/", {"words": "fax\ntelefax", "language": "en"})
    assert "fax, telefax" in read(page, "/designer/synonyms/")
    page.post(f"/designer/synonyms/{group.pk}/removal/")
    read(page, f"/designer/synonyms/{group.pk}/", 404)


def test_what_was_typed_stays_when_it_is_no_synonym(page: Client) -> None:
    response = page.post("/designer/synonyms/", {"words": "alone", "language": "de"})
    assert response.status_code == 422
    assert 'value="alone"' in response.content.decode()


def test_a_search_is_tried(page: Client) -> None:
    load_starter()
    tried = read(page, "/designer/synonyms/trial/", **{"try": "fax payslip"})
    assert "Send a fax" in tried
    assert "paystub" in tried
    assert read(page, "/designer/synonyms/trial/").strip() == ""


def test_others_are_turned_away(gap: Gap, client: Client) -> None:
    client.force_login(factories.person("Bea"))
    for path in (
        "searches/",
        f"searches/{gap.pk}/",
        f"searches/{gap.pk}/check/",
        "synonyms/",
        "synonyms/trial/",
    ):
        assert client.get(f"/designer/{path}").status_code == 403


def test_the_lists_take_the_same_queries_at_any_length(page: Client, gap: Gap) -> None:
    def queries(path: str) -> int:
        read(page, path)
        with CaptureQueriesContext(connection) as caught:
            read(page, path)
        return len(caught)

    few = [queries(path) for path in ("/designer/searches/", "/designer/synonyms/")]
    for number in range(5):
        look(actor=factories.person("Bea"), text=f"telecopy word{'abcde'[number]}", language="en")
    load_starter()
    assert [queries(path) for path in ("/designer/searches/", "/designer/synonyms/")] == few


def test_pages_go_on(page: Client, gap: Gap) -> None:
    Gap.objects.bulk_create(
        Gap(key=f"k{n}", language="en", text=f"text {n}", first_at=gap.first_at, last_at=gap.last_at)
        for n in range(30)
    )
    response: Any = page.get("/designer/searches/")
    assert len(response.context["rows"]) == 30
    rest = page.get("/designer/searches/" + response.context["more"], headers={"HX-Request": "true"})
    assert "text 0" in rest.content.decode()
    assert "<h1" not in rest.content.decode()
