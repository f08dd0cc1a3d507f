"""Articles through the API."""

from __future__ import annotations

import pytest

from tests import factories
from tests.records.knowledge.made import EN, ES, article, draft, many
from tests.surfaces.api.calling import Caller
from ventanilla.records.knowledge.models import Vote

pytestmark = pytest.mark.django_db


def test_articles_are_listed_page_by_page_and_by_category_and_service():
    ana = factories.person("Ana")
    laptop = factories.service(service="laptop")
    made = many(31, slug="a")
    article(slug="office", category=factories.category("office"), services=[laptop])
    call = Caller(ana, "en")
    first = call.get("/articles")
    second = call.get("/articles", after=first["next"])
    slugs = [item["slug"] for item in first["items"] + second["items"]]
    assert sorted(slugs) == sorted([*(one.slug for one in made), "office"])
    assert second["next"] is None
    assert first["items"][-1] == {
        "slug": slugs[29],
        "kind": "article",
        "title": "Title 02",
        "summary": "",
        "language": "en",
        "category": "hardware",
        "department": "it",
        "updated_at": first["items"][-1]["updated_at"],
    }
    assert [one["slug"] for one in call.get("/articles", category="office")["items"]] == ["office"]
    assert [one["slug"] for one in call.get("/articles", service="laptop")["items"]] == ["office"]


def test_an_article_comes_as_markdown_and_as_html_in_the_language_asked_for():
    laptop = factories.service(service="laptop")
    made = article({"es": ES, "en": EN}, slug="vpn", services=[laptop])
    shown = Caller(factories.person("Ana"), "en").get("/articles/vpn")
    assert (shown["language"], shown["markdown"]) == ("en", EN.body)
    assert shown["html"] == '<h2 id="a-before">Before</h2>\n<p>Install the VPN.</p>\n'
    assert shown["languages"] == ["en", "es"]
    assert shown["services"] == ["laptop"]
    assert (shown["author"], shown["team"], shown["keywords"]) == (made.owner.name, "it-equipment", ["vpn"])
    assert Caller(factories.person("Eva"), "en").get("/articles/vpn", language="es")["title"] == ES.title


def test_what_one_may_not_read_is_not_there():
    article(slug="vpn")
    draft(slug="draft")
    clara = Caller(factories.person("Clara", organization=factories.organization("cliente")))
    assert clara.get("/articles")["items"] == []
    clara.get("/articles/vpn", expect=404)
    clara.post("/articles/vpn/vote", {"helpful": True}, expect=404)
    Caller(factories.person("Ana")).get("/articles/draft", expect=404)


def test_a_vote_is_taken_and_taken_again():
    made = article(slug="vpn")
    call = Caller(factories.person("Ana"))
    call.post("/articles/vpn/vote", {"helpful": True}, expect=200)
    said = call.post(
        "/articles/vpn/vote", {"helpful": False, "reason": "outdated", "text": "Ya no."}, expect=200
    )
    assert (said["helpful"], said["reason"], said["text"]) == (False, "outdated", "Ya no.")
    assert Vote.objects.get().article == made


@pytest.mark.parametrize(
    "body",
    [{}, {"helpful": "yes"}, {"helpful": False, "reason": "because"}, {"helpful": True, "reason": "unclear"}],
)
def test_votes_that_make_no_sense_are_refused(body):
    article(slug="vpn")
    Caller(factories.person("Ana")).post("/articles/vpn/vote", body, expect=422)
    assert Vote.objects.count() == 0
