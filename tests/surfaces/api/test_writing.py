"""Articles from their authors' side, through the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.records.knowledge.made import EN, ES, article, draft, many
from tests.surfaces.api.calling import BASE, Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models import Article, Revision

pytestmark = pytest.mark.django_db

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
TEXTS = {"es": {"title": "Imprimir", "markdown": "## Primero\n\nEncender."}, "en": {"title": "Printing"}}


@pytest.fixture
def luis() -> Person:
    """An agent of IT."""
    return factories.with_role(Role.AGENT, factories.department("it"), "Luis")


@pytest.fixture
def call(luis: Person) -> Caller:
    factories.team("it-equipment", luis)
    factories.category("printers")
    return Caller(luis, "en")


def patch(caller: Caller, slug: str, body: Any, *, expect: int = 200) -> Any:
    response = caller.raw("PATCH", f"/desk/articles/{slug}", json.dumps(body))
    assert response.status_code == expect, response.content.decode()
    return response.json()


def test_an_article_is_begun_changed_published_and_archived(call: Caller, luis: Person) -> None:
    laptop = factories.service(service="laptop")
    ana = Caller(factories.person("Ana"), "es")
    begun = call.post(
        "/desk/articles",
        {"category": "printers", "texts": TEXTS, "language": "es", "services": [laptop.slug]},
    )
    assert (begun["slug"], begun["state"], begun["language"]) == ("imprimir", "draft", "es")
    assert (begun["owner"]["email"], begun["owner_team"], begun["services"]) == (
        luis.email,
        "it-equipment",
        ["laptop"],
    )
    assert [(one["language"], one["state"], one["revision"]) for one in begun["texts"]] == [
        ("es", "draft", 1),
        ("en", "draft", 1),
    ]
    ana.get("/articles/imprimir", expect=404)
    refused = call.post("/desk/articles/imprimir/publication", expect=422)
    assert list(refused["fields"]) == ["texts.en.markdown"]
    call.post("/desk/articles/imprimir/publication", {"languages": ["es"]}, expect=200)
    assert ana.get("/articles/imprimir")["markdown"] == TEXTS["es"]["markdown"]
    changed = patch(call, "imprimir", {"texts": {"es": {"revision": 1, "markdown": "Apagar."}}})
    es, en = changed["texts"]
    assert (es["title"], es["markdown"], es["state"], es["published"]) == ("Imprimir", "Apagar.", "waits", 1)
    assert en["state"] == "stale"
    assert ana.get("/articles/imprimir")["markdown"] == TEXTS["es"]["markdown"]
    english = {"revision": 1, "markdown": "Switch it off.", "in_line": True}
    done = patch(call, "imprimir", {"texts": {"en": english}, "publish": ["en", "es"]})
    assert {one["state"] for one in done["texts"]} == {"live"}
    assert ana.get("/articles/imprimir", language="en")["markdown"] == "Switch it off."
    revisions = call.get("/desk/articles/imprimir/revisions", language="es")["items"]
    assert [row["number"] for row in revisions] == [2, 1]
    assert call.get("/desk/articles/imprimir/revisions/es/1")["markdown"] == TEXTS["es"]["markdown"]
    call.get("/desk/articles/imprimir/revisions/es/9", expect=404)
    call.get(f"/desk/articles/imprimir/revisions/es/{2**62}", expect=404)
    gone = call.post("/desk/articles/imprimir/archiving", {"note": "Old."}, expect=200)
    assert gone["state"] == "archived"
    call.post("/desk/articles/imprimir/archiving", expect=409)
    ana.get("/articles/imprimir", expect=404)


def test_nobody_writes_over_what_somebody_else_has_saved(call: Caller) -> None:
    made = article({"es": ES, "en": EN}, slug="vpn")
    patch(call, "vpn", {"texts": {"es": {"revision": 1, "title": "Suyo"}}})
    mine = {"es": {"revision": 1, "title": "Mío"}, "en": {"revision": 1, "title": "Mine"}}
    moved = patch(call, "vpn", {"texts": mine}, expect=409)
    assert (moved["code"], moved["language"]) == ("text_moved", "es")
    stands = {one["language"]: one for one in moved["article"]["texts"]}
    assert (stands["es"]["title"], stands["es"]["revision"]) == ("Suyo", 2)
    assert stands["en"]["title"] == EN.title  # all of it or nothing
    patch(call, "vpn", {"texts": {**mine, "es": {"revision": 2, "title": "Mío"}}})
    assert Revision.objects.filter(article=made, language="es").count() == 3
    patch(call, "vpn", {"kind": "faq", "edition": 1})
    refused = patch(call, "vpn", {"kind": "article", "edition": 1}, expect=409)
    assert (refused["code"], refused["article"]["kind"], refused["article"]["edition"]) == (
        "details_moved",
        "faq",
        2,
    )
    assert patch(call, "vpn", {"kind": "faq", "edition": 1})["edition"] == 2  # it is so already


def test_what_surrounds_an_article_is_named(call: Caller) -> None:
    factories.department("hr")
    other = article(slug="other")
    article(slug="vpn")
    body = {
        "departments": ["hr", "it"],
        "review_on": "2031-02-03",
        "related": [other.slug],
        "edition": 1,
    }
    shown = patch(call, "vpn", body)
    assert (shown["audience"], shown["departments"]) == ("departments", ["hr", "it"])
    assert (shown["review_on"], shown["related"], shown["edition"]) == ("2031-02-03", ["other"], 2)
    assert patch(call, "vpn", {"review_on": None, "edition": 2})["review_on"] is None
    wrong = {
        "category": "nowhere",
        "owner_team": "hr-care",
        "owner": "nobody@acme.example",
        "departments": ["nowhere"],
        "services": ["nothing"],
        "related": ["nothing"],
        "kind": "poem",
        "review_on": "2031-02-30",
        "edition": -1,
    }
    for name, value in wrong.items():
        refused = patch(call, "vpn", {"edition": 3, name: value}, expect=422)
        assert list(refused["fields"]) == ["audience" if name == "departments" else name]
    assert list(patch(call, "vpn", {"kind": "faq"}, expect=422)["fields"]) == ["edition"]
    for day in (7, "7", "2031-02-03T00:00:00", ""):
        patch(call, "vpn", {"review_on": day, "edition": 3}, expect=422)


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({}, "texts.en.title"),
        ({"en": {"markdown": "x"}}, "texts.en.title"),
        ({"en": {"title": "x" * 201}}, "texts.en.title"),
        ({"en": {"title": "x", "markdown": "x" * 40_001}}, "texts.en.markdown"),
        ({"en": {"title": "x", "keywords": ["x" * 61]}}, "texts.en.keywords"),
        ({"fr": {"title": "x"}}, "texts.fr"),
        ({"english": {"title": "x"}}, "texts.english.[key]"),
    ],
)
def test_texts_that_cannot_be_kept_are_refused_by_field(call: Caller, texts: Any, field: str) -> None:
    refused = call.post("/desk/articles", {"category": "printers", "texts": texts}, expect=422)
    assert list(refused["fields"]) == [field]
    assert not Article.objects.exists()


def test_only_texts_that_are_there_are_published(call: Caller) -> None:
    body = {"category": "printers", "texts": {"en": {"title": "A", "markdown": "x"}}}
    assert list(call.post("/desk/articles", {**body, "publish": ["es"]}, expect=422)["fields"]) == ["publish"]
    made = call.post("/desk/articles", {**body, "publish": ["en"]})
    assert made["state"] == "live"
    for wrong in (["es"], ["xx"], "en"):
        call.post(f"/desk/articles/{made['slug']}/publication", {"languages": wrong}, expect=422)


def test_a_text_is_looked_at_before_it_is_kept(call: Caller) -> None:
    shown = call.post(
        "/desk/articles/preview", {"title": "A", "markdown": "*x* <script>y</script>"}, expect=200
    )
    assert (shown["problems"], "<em>x</em>" in shown["html"], "<script" in shown["html"]) == ({}, True, False)
    assert set(call.post("/desk/articles/preview", {}, expect=200)["problems"]) == {"title", "markdown"}
    guide = {"kind": "guide", "title": "A", "markdown": "## One {#one}\n\n- [On](#nowhere)"}
    assert "markdown" in call.post("/desk/articles/preview", guide, expect=200)["problems"]


def test_a_picture_is_added_with_words_for_those_who_cannot_see_it(call: Caller) -> None:
    article(slug="vpn")

    def send(name: str, content: bytes, shows: str) -> Any:
        body = {"file": SimpleUploadedFile(name, content), "shows": shows}
        return call.client.post(f"{BASE}/desk/articles/vpn/pictures", body, headers=call.headers)

    made = send("a.png", PNG, "The [red] button")
    assert made.status_code == 201, made.content
    assert made.json()["markdown"] == f"![The (red) button](picture:{made.json()['key']})"
    for name, content, shows in (("a.png", PNG, "  "), ("a.txt", b"x", "Text"), ("a.png", b"", "Nothing")):
        assert send(name, content, shows).status_code == 422


def test_what_one_does_not_keep_is_not_there(call: Caller) -> None:
    draft(slug="notes")
    rosa = Caller(factories.with_role(Role.AGENT, factories.department("hr"), "Rosa"))
    assert [row["slug"] for row in call.get("/desk/articles")["items"]] == ["notes"]
    assert rosa.get("/desk/articles")["items"] == []
    rosa.get("/desk/articles/notes", expect=404)
    patch(rosa, "notes", {"texts": {"es": {"revision": 1, "title": "X"}}}, expect=404)
    for verb in ("publication", "archiving", "review"):
        rosa.post(f"/desk/articles/notes/{verb}", expect=404)
    ana = Caller(factories.person("Ana"))
    ana.get("/desk/articles", expect=403)
    ana.post("/desk/articles", {"texts": TEXTS}, expect=403)
    ana.get("/desk/articles/notes", expect=403)


def test_lists_are_narrowed_and_take_the_same_queries_at_any_length(
    call: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft(slug="draft")
    many(3, slug="a")
    assert [row["slug"] for row in call.get("/desk/articles", show="drafts")["items"]] == ["draft"]
    assert [row["slug"] for row in call.get("/desk/articles", q="title 02")["items"]] == ["a-2"]
    call.get("/desk/articles", show="everything", expect=422)
    call.get("/desk/articles", after="x", expect=422)
    call.get("/desk/articles")
    with django_assert_num_queries(4) as few:
        assert len(call.get("/desk/articles")["items"]) == 4
    many(31, slug="b")
    with django_assert_num_queries(len(few)):
        assert len(call.get("/desk/articles")["items"]) == 30


def test_an_article_is_looked_over(call: Caller) -> None:
    article(slug="vpn")
    seen = call.post("/desk/articles/vpn/review", {"review_on": "2031-01-01"}, expect=200)
    assert seen["review_on"] == "2031-01-01"
    assert call.post("/desk/articles/vpn/review", {}, expect=200)["review_on"] is None


def test_an_article_begins_from_a_ticket_of_ones_own(call: Caller, luis: Person) -> None:
    ana = factories.person("Ana")
    factories.service(service="broken")
    number = Caller(ana).post("/tickets", {"service": "broken", "answers": {"what": "No light"}})["number"]
    Caller(ana).post(f"/tickets/{number}/article", expect=403)
    Caller(factories.with_role(Role.AGENT, factories.department("hr"), "Rosa")).post(
        f"/tickets/{number}/article", expect=404
    )
    begun = call.post(f"/tickets/{number}/article")
    assert (begun["state"], begun["proposed_by"], begun["tickets"]) == ("draft", luis.name, [number])
    assert begun["services"] == ["broken"]
    call.post(f"/tickets/{number}/article", expect=409)
    assert Article.objects.count() == 1
