"""Finding, reading and judging articles in the portal."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests import factories
from tests.records.knowledge.made import EN, ES, about, article, draft, many
from ventanilla.core.access.choices import Role
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Vote

pytestmark = pytest.mark.django_db

BOTH = {"es": ES, "en": EN}
LONG = Words("Long", "", "## One\n\na\n\n## Two\n\nb\n\n### Two a\n\nc\n\n## Three\n\nd")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_articles_are_found_by_category(as_, ana):
    article(BOTH, slug="vpn")
    for _ in range(6):
        article(BOTH)
    shown = page(as_(ana), "/articles/")
    assert EN.title in shown
    assert 'action="/search/"' in shown
    assert "All 7 articles" in shown
    assert page(as_(ana), "/articles/?category=hardware").count("article-row-title") == 7
    page(as_(ana), "/articles/?category=nowhere", 404)
    page(as_(ana), "/articles/?category=%00&after=x", 200)
    assert as_(ana).get("/articles/?category=hardware&after=nonsense").status_code == 422


def test_a_category_is_read_page_by_page(as_, ana):
    many(32)
    client = as_(ana)
    first = page(client, "/articles/?category=hardware")
    more = first.split('href="/articles/?category=hardware&amp;after=')[1].split('"')[0]
    second = page(client, f"/articles/?category=hardware&after={more}")
    titles = [one for one in range(32) if f"Title {one:02}" in first + second]
    assert len(titles) == 32
    assert second.count("article-row-title") == 2


def test_nothing_to_read_says_where_to_go(as_, clara):
    article(BOTH)
    assert "There are no articles yet" in page(as_(clara), "/articles/")


def test_an_article_shows_who_wrote_it_and_when_and_what_to_read_next(as_, ana):
    luis = factories.with_role(Role.AGENT, factories.department(), "Luis", language="en")
    related = article({"en": Words("The wifi", "", "x")}, slug="wifi")
    made = actions.propose(
        actor=luis, about=about(related=[related]), words=EN, language="en", ticket="REQ-1"
    )
    actions.publish(actor=luis, article=made)
    actions.save_draft(actor=factories.administrator(), article=made, texts={"en": Words("T", "", "New")})
    actions.publish(actor=None, article=made)
    shown = page(as_(ana), f"/articles/{made.slug}/")
    assert "By Admin, It equipment" in shown
    assert "Proposed by Luis" in shown
    assert "The wifi" in shown
    assert "<time datetime=" in shown
    assert "Edit" not in shown


def test_authors_are_led_from_the_article_to_its_editor(as_, luis):
    article(BOTH, slug="vpn")
    assert 'href="/desk/articles/vpn/"' in page(as_(luis), "/articles/vpn/")


def test_a_missing_language_is_said_and_marked(as_, ana):
    article({"es": ES}, slug="vpn")
    shown = page(as_(ana), "/articles/vpn/")
    assert "This article isn't in your language yet: you are reading it in Spanish." in shown
    assert f'<h1 id="article-title" lang="es">{ES.title}</h1>' in shown
    assert '<div class="article article" lang="es">' in shown


def test_long_articles_have_a_list_of_contents_and_short_ones_none(as_, ana):
    article({"en": LONG}, slug="long")
    article(BOTH, slug="short")
    shown = page(as_(ana), "/articles/long/")
    assert '<a href="#a-two-a">Two a</a>' in shown
    assert '<h3 id="a-two-a">Two a</h3>' in shown
    assert "On this page" not in page(as_(ana), "/articles/short/")


def test_what_the_reader_may_ask_for_is_offered_and_nothing_else(as_, ana, laptop):
    hidden = factories.service(
        service="hidden", audience={"fact": "person.department", "op": "is", "value": "x"}
    )
    article(BOTH, slug="vpn", services=[laptop, hidden], kind=Kind.GUIDE)
    shown = page(as_(ana), "/articles/vpn/")
    assert 'href="/services/laptop/"' in shown
    assert "/services/hidden/" not in shown
    assert "Step by step" in shown


def test_the_pages_of_service_and_request_name_the_article(as_, ana, clara, laptop, ask):
    article(BOTH, slug="vpn", services=[laptop])
    article(
        BOTH,
        slug="secret",
        services=[laptop],
        audience={"fact": "person.department", "op": "is", "value": "x"},
    )
    number = ask().number
    shown = page(as_(ana), "/services/laptop/")
    assert "Before you ask" in shown
    assert "/articles/secret/" not in shown
    waiting = page(as_(ana), f"/requests/{number}/")
    assert "Worth reading while you wait" in waiting
    assert 'href="/articles/vpn/"' in waiting
    assert "/articles/secret/" not in waiting


def test_without_scripts_a_vote_is_a_page_that_comes_back_to_its_place(as_, ana):
    article(BOTH, slug="vpn")
    client = as_(ana)
    assert "Was this helpful?" in page(client, "/articles/vpn/")
    sent = client.post("/articles/vpn/vote/", {"helpful": "no"})
    assert (sent.status_code, sent.url) == (302, "/articles/vpn/#helpful")
    assert "What was wrong?" in page(client, "/articles/vpn/")
    client.post("/articles/vpn/vote/", {"helpful": "no", "reason": "failed", "text": "It stays red."})
    assert "The team that keeps this article reads it." in page(client, "/articles/vpn/")
    vote = Vote.objects.get()
    assert (vote.helpful, vote.reason, vote.text) == (False, "failed", "It stays red.")
    client.post("/articles/vpn/vote/", {"helpful": "again"})
    assert "Was this helpful?" in page(client, "/articles/vpn/")
    client.post("/articles/vpn/vote/", {"helpful": "yes"})
    assert "Good that it helped." in page(client, "/articles/vpn/")


def test_with_scripts_the_question_answers_in_place(as_, ana):
    article(BOTH, slug="vpn")
    answer = as_(ana).post("/articles/vpn/vote/", {"helpful": "yes"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<section class="helpful')


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"helpful": "maybe"},
        {"helpful": "no", "reason": "because"},
        {"helpful": "no", "text": "x" * 1001},
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_vote_that_cannot_be_read_is_asked_again_with_what_was_typed(as_, ana, sent, headers):
    article(BOTH, slug="vpn")
    answer = as_(ana).post("/articles/vpn/vote/", sent, headers=headers)
    assert answer.status_code == 422
    assert 'id="helpful"' in answer.content.decode()
    assert sent.get("text", "") in answer.content.decode()
    assert not Vote.objects.filter(reason="because").exists()


def test_articles_of_others_and_drafts_are_not_there(as_, clara, ana):
    article(BOTH, slug="vpn")
    draft(BOTH, slug="draft")
    page(as_(clara), "/articles/vpn/", 404)
    page(as_(ana), "/articles/draft/", 404)
    assert as_(clara).post("/articles/vpn/vote/", {"helpful": "yes"}).status_code == 404


def test_a_picture_is_shown_in_place_and_can_be_nothing_else(as_, ana, clara):
    made = article(BOTH, slug="vpn")
    picture = actions.add_picture(actor=None, article=made, name="a.png", content=BytesIO(PNG))
    address = f"/articles/pictures/{picture.file.key}/"
    answer = as_(ana).get(address)
    assert b"".join(answer.streaming_content) == PNG
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].startswith("private")
    assert as_(clara).get(address).status_code == 404


def test_reading_costs_the_same_however_much_there_is(as_, ana, laptop, queries_of):
    article(BOTH, slug="vpn", services=[laptop], related=many(2))
    client = as_(ana)
    addresses = ("/articles/vpn/", "/articles/", "/articles/?category=hardware", "/services/laptop/")
    before = [queries_of(client, address) for address in addresses]
    for one in many(9):
        actions.link_service(actor=None, article=one, service=laptop)
    assert [queries_of(client, address) for address in addresses] == before
    assert max(before[:3]) <= 18
