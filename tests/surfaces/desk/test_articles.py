"""Writing articles at the desk: nothing that was typed is ever lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.records.knowledge.made import EN, ES, about, article, draft, many
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.words import LONGEST
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome

pytestmark = pytest.mark.django_db

BOTH = {"es": ES, "en": EN}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


@pytest.fixture
def luis(db: None) -> Person:
    person = factories.with_role(
        Role.AGENT, factories.department(), "Luis", language="en", password="ventanilla"
    )
    factories.team("it-equipment", person)
    return person


@pytest.fixture
def lola(luis: Person) -> Person:
    return factories.with_role(Role.AGENT, factories.department(), "Lola", language="en")


@pytest.fixture
def desk(luis: Person) -> Client:
    return signed_in(luis)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def typed(made: Article | None = None, **changes: Any) -> dict[str, Any]:
    """The form of the editor as the browser sends it, with `changes`."""
    texts = (
        {text.language: text.newest for text in made.translations.select_related("newest")} if made else {}
    )
    owner = made.owner if made else Person.objects.get(email="luis@acme.example")
    fields: dict[str, Any] = {
        "edition": made.edition if made else 1,
        "language": "es",
        "kind": "article",
        "category": factories.category().slug,
        "owner_team": "it-equipment",
        "owner": owner.pk,
        "audience": "internal",
        "review_on": "",
        "do": "save",
    }
    for code in ("es", "en"):
        words = texts.get(code)
        fields |= {
            f"base_{code}": words.number if words else 0,
            f"title_{code}": words.title if words else "",
            f"summary_{code}": words.summary if words else "",
            f"body_{code}": words.body if words else "",
            f"keywords_{code}": ", ".join(words.keywords) if words else "",
        }
        if words:
            fields[f"publish_{code}"] = "1"
    return {**fields, **changes}


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def newest(slug: str, language: str = "es") -> Words:
    text = Translation.objects.select_related("newest").get(article__slug=slug, language=language).newest
    return Words(text.title, text.summary, text.body, tuple(text.keywords))


def test_an_article_is_begun_saved_and_published(desk, luis):
    assert "New article" in page(desk.get("/desk/articles/new/"))
    sent = desk.post(
        "/desk/articles/new/",
        typed(
            title_es="Sin tinta", body_es="Cambia el cartucho.", keywords_es="tinta, tóner", publish_es="1"
        ),
    )
    assert sent.url == "/desk/articles/sin-tinta/?lang=es"
    made = Article.objects.get()
    assert (made.state, made.owner, made.owner_team.slug) == (State.DRAFT, luis, "it-equipment")
    assert newest("sin-tinta").keywords == ("tinta", "tóner")
    desk.post("/desk/articles/sin-tinta/", typed(made, do="publish", body_es="Cambia el tóner."))
    made.refresh_from_db()
    assert made.state == State.LIVE
    assert "Cambia el tóner." in page(desk.get("/articles/sin-tinta/"))


def test_both_languages_are_in_one_place_with_how_each_stands(desk):
    made = article({"es": ES}, slug="vpn")
    shown = page(desk.get("/desk/articles/vpn/"))
    assert "Not written yet" in shown
    desk.post("/desk/articles/vpn/", typed(made, title_en="Work from home", body_en="x", language="en"))
    desk.post(
        "/desk/articles/vpn/", typed(made, title_es="Otro", base_en=1, title_en="Work from home", body_en="x")
    )
    shown = page(desk.get("/desk/articles/vpn/"))
    assert "Changes not published" in shown
    assert "Behind the original" in shown
    assert "The original was changed after this text." in shown
    since = page(desk.get("/desk/articles/vpn/history/es/2/?since=1"))
    assert "<del>Conectarse desde casa</del><ins>Otro</ins>" in since


def test_only_the_ticked_languages_are_published(desk):
    made = draft(BOTH, slug="vpn")
    desk.post("/desk/articles/vpn/", {**typed(made, do="publish"), "publish_en": ""})
    assert list(Translation.objects.live().values_list("language", flat=True)) == ["es"]


def test_details_are_settled_with_the_text(desk, luis):
    made = draft(slug="vpn")
    laptop, wifi = factories.service(service="laptop"), article(slug="wifi")
    marketing = factories.department("marketing")
    sent = typed(
        made,
        kind="faq",
        audience="departments",
        departments=[marketing.slug],
        services_more=laptop.pk,
        related_more=wifi.pk,
        review_on="2027-03-01",
        owner=luis.pk,
    )
    assert desk.post("/desk/articles/vpn/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.owner, str(made.review_on)) == ("faq", luis, "2027-03-01")
    assert made.audience is not None
    assert made.audience.rule == {"any": [{"fact": "person.department", "op": "is", "value": "marketing"}]}
    assert [link.service for link in made.service_links.all()] == [laptop]
    assert [link.related for link in made.related_links.all()] == [wifi]
    shown = page(desk.get("/desk/articles/vpn/"))
    assert f'name="services" id="id_services-1" value="{laptop.pk}" checked' in shown


def test_a_rule_that_no_choice_means_is_kept_as_it_is(desk):
    rule = {"fact": "person.job_title", "op": "is", "value": "Jefa"}
    made = draft(slug="vpn", audience=rule)
    assert "As it is now" in page(desk.get("/desk/articles/vpn/"))
    desk.post("/desk/articles/vpn/", typed(made, audience="kept", title_es="Otro"))
    made.refresh_from_db()
    assert made.audience is not None
    assert made.audience.rule == rule


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_es": ""}, "Give it a title"),
        ({"body_es": "x" * (LONGEST["body"] + 1)}, "This is too long"),
        ({"category": "nowhere"}, "Choose where readers find it."),
        ({"owner_team": "\x00"}, "Choose the team that keeps it."),
        ({"owner": "9" * 30}, "Choose who answers for it."),
        ({"audience": "mine"}, "Choose who may read it."),
        ({"audience": "departments"}, "Choose at least one department."),
        ({"review_on": "tomorrow"}, "Write the date as day, month and year."),
        ({"kind": "poem"}, "Choose what kind of article it is."),
        ({"do": "publish", "body_es": ""}, "Write the text before you publish it."),
        ({"do": "publish", "publish_es": ""}, "Choose at least one language to publish."),
        ({"do": "picture"}, "Choose a picture first."),
    ],
)
def test_what_was_typed_is_there_with_what_to_put_right(desk, changes, said):
    made = draft(slug="vpn")
    sent = {**typed(made, summary_es="Lo que escribí", title_en="Also this"), **changes}
    shown = page(desk.post("/desk/articles/vpn/", sent), 422)
    assert said in shown
    assert "Lo que escribí" in shown
    assert "Also this" in shown
    assert newest("vpn") == ES


def test_two_authors_at_once_the_second_is_told_and_sees_both(desk, lola):
    made = draft(slug="vpn")
    mine = typed(made, title_es="De Luis", body_es="Instala la VPN de Luis.")
    signed_in(lola).post("/desk/articles/vpn/", typed(made, title_es="De Lola"))
    shown = page(desk.post("/desk/articles/vpn/", mine), 409)
    assert "Lola saved this text" in shown
    assert "<del>Lola</del><ins>Luis</ins>" in shown
    assert "Instala la VPN de Luis." in shown
    assert 'name="base_es" value="2"' in shown
    assert newest("vpn").title == "De Lola"
    assert desk.post("/desk/articles/vpn/", {**mine, "base_es": 2}).status_code == 302
    assert newest("vpn").title == "De Luis"


def test_details_changed_meanwhile_are_told_and_nothing_is_kept(desk, lola):
    made = draft(slug="vpn")
    mine = typed(made, kind="guide", title_es="De Luis")
    signed_in(lola).post("/desk/articles/vpn/", typed(made, kind="faq"))
    shown = page(desk.post("/desk/articles/vpn/", mine), 409)
    assert "changed the details of this article meanwhile" in shown
    assert "De Luis" in shown
    assert 'name="edition" value="2"' in shown
    assert newest("vpn").title == ES.title
    assert desk.post("/desk/articles/vpn/", {**mine, "edition": 2}).status_code == 302


def test_a_large_text_passes_through_a_lost_session(luis):
    made = draft(slug="vpn")
    lost, large = Client(), "Palabra de un texto largo. " * 1400
    sent = typed(made, body_es=large, body_en=large, title_en="Also long")
    away = lost.post("/desk/articles/vpn/", sent)
    assert away.url == "/sign-in/?next=/sign-in/resume/"
    lost.post(away.url, {"username": luis.email, "password": "ventanilla", "next": "/sign-in/resume/"})
    assert large.strip() in page(lost.get("/sign-in/resume/"))
    lost.post("/desk/articles/vpn/", sent)
    assert newest("vpn").body == large.strip()


def test_the_preview_is_what_readers_get_and_runs_nothing(desk):
    sent = {"title_es": "Hola", "body_es": "## Uno\n\n<script>x</script>", "kind": "guide"}
    shown = page(desk.post("/desk/articles/preview/?code=es", sent))
    assert '<h2 id="a-uno">Uno</h2>' in shown
    assert "<script" not in shown
    assert page(desk.post("/desk/articles/preview/?code=%00"))
    with_button = page(desk.post("/desk/articles/new/", typed(do="preview", body_es="## Dos")))
    assert '<h2 id="a-dos">Dos</h2>' in with_button


LOST = "## Plugged in? {#a}\n\n- [No](#plug)\n- [Yes](solved)"
SAID = "leads to a step that isn&#x27;t there: #plug."


def test_where_a_guide_leaves_its_readers_nowhere_is_told_while_it_is_written(desk):
    lines = {"title_en": "No light", "body_en": LOST, "kind": "guide", "language": "en"}
    shown = page(desk.post("/desk/articles/preview/?code=en", lines))
    assert shown.count(SAID) == 2  # beside the preview, and below the text
    assert 'id="faults-en" hx-swap-oob="true"' in shown
    assert SAID not in page(desk.post("/desk/articles/preview/?code=en", {**lines, "kind": "article"}))
    assert SAID not in page(
        desk.post("/desk/articles/preview/?code=en", {**lines, "body_en": LOST + "\n\n## Plug it in {#plug}"})
    )
    made = draft({"en": Words("No light", "", LOST)}, slug="light", kind="guide")
    assert SAID in page(desk.get("/desk/articles/light/"))
    refused = page(
        desk.post("/desk/articles/light/", typed(made, kind="guide", do="publish", language="en")), 422
    )
    assert refused.count(SAID) >= 3
    assert "[No](#plug)" in refused
    assert Article.objects.get(slug="light").state == State.DRAFT
    desk.post("/desk/articles/light/", typed(made, kind="guide", title_en="Light"))
    assert newest("light", "en").title == "Light"


def test_a_picture_comes_to_the_place_where_one_was_writing(desk):
    made = draft({"es": Words("T", "", "Uno\n\nDos")}, slug="vpn")
    upload = SimpleUploadedFile("botón.png", PNG, content_type="image/png")
    sent = typed(made, do="picture", picture=upload, picture_shows="El [botón]", at="2")
    shown = page(desk.post("/desk/articles/vpn/", sent))
    key = made.pictures.get().file.key
    assert f"Uno\n\n![El (botón)](picture:{key})\n\nDos" in shown
    assert newest("vpn").body == "Uno\n\nDos"
    bad = SimpleUploadedFile("a.png", b"<html>", content_type="image/png")
    page(desk.post("/desk/articles/vpn/", typed(made, do="picture", picture=bad, picture_shows="x")), 422)


def test_an_earlier_text_is_taken_back(desk):
    made = draft(slug="vpn")
    desk.post("/desk/articles/vpn/", typed(made, title_es="Otro"))
    listed = page(desk.get("/desk/articles/vpn/history/es/"))
    assert 'href="/desk/articles/vpn/history/es/1/"' in listed
    assert "The first text" in page(desk.get("/desk/articles/vpn/history/es/1/"))
    assert desk.post("/desk/articles/vpn/history/es/1/back/").url == "/desk/articles/vpn/?lang=es"
    assert newest("vpn") == ES
    assert desk.get("/desk/articles/vpn/history/es/9/").status_code == 404
    assert desk.get("/desk/articles/vpn/history/en/").status_code == 404
    assert desk.get("/desk/articles/vpn/history/es/1/?since=99").status_code == 404


def test_an_article_is_archived_and_reviewed(desk):
    article(slug="vpn", review_on=about().review_on)
    desk.post("/desk/articles/vpn/review/", {"months": "6"})
    made = Article.objects.get(slug="vpn")
    assert made.review_on is not None
    desk.post("/desk/articles/vpn/archive/")
    desk.post("/desk/articles/vpn/archive/")
    made.refresh_from_db()
    assert made.state == State.ARCHIVED
    assert "Archived" in page(desk.get("/desk/articles/vpn/"))


def test_the_list_is_narrowed_by_chips_and_words(desk, luis):
    article(BOTH, slug="vpn")
    draft({"es": Words("Sin tinta")}, slug="ink", actor=luis)
    assert "Sin tinta" in page(desk.get("/desk/articles/"))
    mine = page(desk.get("/desk/articles/?show=mine"))
    assert "Sin tinta" in mine
    assert EN.title not in mine
    found = page(desk.get("/desk/articles/?q=work%20HOME", headers={"HX-Request": "true"}))
    assert EN.title in found
    assert "<html" not in found
    assert "No title has these words" in page(desk.get("/desk/articles/?q=nothing%00"))
    assert "None of these at the moment" in page(desk.get("/desk/articles/?show=review"))
    assert desk.get("/desk/articles/?after=nonsense").status_code == 422


def test_the_list_costs_the_same_however_long(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(desk.get("/desk/articles/"))
        return len(caught)

    many(2)
    queries()
    before = queries()
    many(25)
    assert queries() == before
    many(9)
    first = page(desk.get("/desk/articles/"))
    assert first.count('class="work-row"') == 30
    assert "after=" in first


def test_from_a_ticket_comes_a_draft_without_its_people(luis):
    ana = factories.person("Ana", language="en")
    question = {"id": "what", "type": "long_text", "label": {"es": "¿Qué pasa?"}, "required": True}
    short = {"id": "who", "type": "short_text", "label": {"es": "¿Quién?"}}
    main = {"section": {"id": "main", "title": {"es": "Todo"}}, "questions": [question, short]}
    printer = factories.service(
        service="printer", title={"es": "La impresora", "en": "The printer"}, form=[main]
    )
    ticket = tickets.submit(actor=ana, service=printer, answers={"what": "No sale tinta.", "who": "Ana Ruiz"})
    tickets.resolve(actor=luis, ticket=ticket, outcome=Outcome.SOLVED, text="Cambiar el tóner.")
    desk = signed_in(luis)
    assert "Write an article from this" in page(desk.get(f"/desk/tickets/{ticket.number}/"))
    away = desk.post(f"/desk/tickets/{ticket.number}/article/")
    made = Article.objects.get()
    assert away.url == f"/desk/articles/{made.slug}/?lang={made.language}"
    assert (made.state, made.proposed_by, made.category) == (State.DRAFT, luis, printer.category)
    words = newest(made.slug, made.language)
    assert "No sale tinta." in words.body
    assert "Cambiar el tóner." in words.body
    assert "Ana" not in words.body + words.title
    assert [link.service for link in made.service_links.all()] == [printer]
    opened = page(desk.get(away.url))
    assert f"Begun from {ticket.number}" in opened
    assert "take out names" in opened
    shown = page(desk.get(f"/desk/tickets/{ticket.number}/"))
    assert "An article is being written from this request" in shown
    assert "Write an article from this" not in shown
    assert desk.post(f"/desk/tickets/{ticket.number}/article/").url == f"/desk/tickets/{ticket.number}/"
    assert Article.objects.count() == 1


@pytest.mark.parametrize("address", ["/desk/articles/", "/desk/articles/new/", "/desk/articles/vpn/"])
def test_who_writes_nowhere_is_turned_away(address):
    article(slug="vpn")
    assert signed_in(factories.person("Ana")).get(address).status_code == 403


def test_the_nouns_of_the_addresses_are_not_slugs(desk):
    desk.post("/desk/articles/new/", typed(title_es="New", body_es="x"))
    assert Article.objects.get().slug == "new-2"
