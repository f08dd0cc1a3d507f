"""The search box and what follows from it: results, suggestions, nothing found, solved or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import factories
from tests.jobs import run_jobs
from tests.records.knowledge.made import article
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.engines.search.actions import load_starter
from ventanilla.engines.search.models import Gap, Need, Opening
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions import Words, link_service
from ventanilla.records.knowledge.models import Article
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.searching.rows import marked

LINK = re.compile(r'href="(/(?:services|articles)/[^"]*need=[^"]*)"')


@pytest.fixture
def fax(laptop: Service) -> Article:
    """An article of two languages that leads to the laptop's form; the index knows both."""
    texts = {
        "es": Words("Enviar un fax", "Como en 1990", "Texto.", ("telefax",)),
        "en": Words("Send a fax", "Like in 1990", "Text.", ("telefax",)),
    }
    found = article(texts, slug="fax")
    link_service(actor=None, article=found, service=laptop)
    run_jobs("search.index")
    return found


@pytest.fixture
def anything(laptop: Service) -> Service:
    """Where somebody asks who doesn't know what to choose."""
    question = {"id": "what", "type": "long_text", "label": {"en": "What do you need?"}}
    form = [{"section": {"id": "main", "title": {"en": "Question"}}, "questions": [question]}]
    return factories.service(service="question", kind="question", title={"en": "Other"}, form=form)


def searched(client: Client, text: str, **more: str) -> str:
    response = client.get("/search/", {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()


def first_link(page: str) -> str:
    found = LINK.search(page)
    assert found, page
    return found[1].replace("&amp;", "&")


def test_results_stand_in_one_list_with_their_kinds_and_marked_words(
    ana: Person, fax: Article, ask: Callable[..., Ticket], as_: Any
) -> None:
    ticket = ask()
    mine = searched(as_(ana), "laptop")
    assert "2 results" in mine
    assert ticket.number in mine
    page = searched(as_(ana), "laptop fax")
    assert "2 results" in page
    assert re.search(r"Send a\s*<mark>fax</mark>", page)
    assert "Get a <mark>laptop</mark>" in page
    only = searched(as_(ana), "laptop fax", kind="article")
    assert "<mark>fax</mark>" in only
    assert "<mark>laptop</mark>" not in only
    assert 'aria-current="true"' in only


@pytest.mark.parametrize("text", ["laptop", "portatil", "computer", "labtop", "PORTÁTILES"])
def test_search_finds_in_both_languages_without_accents_and_with_slips(
    ana: Person, fax: Article, as_: Any, text: str
) -> None:
    assert "Get a" in searched(as_(ana), text)


def test_a_slip_is_asked_about(ana: Person, fax: Article, as_: Any) -> None:
    assert '<a href="?q=laptop">laptop</a>?' in searched(as_(ana), "labtop")
    assert "Did you mean" not in searched(as_(ana), "laptop")


def test_the_number_of_a_ticket_leads_to_it(
    ana: Person, luis: Person, clara: Person, ask: Callable[..., Ticket], as_: Any
) -> None:
    number = ask().number
    assert as_(ana).get("/search/", {"q": number.lower()})["Location"] == f"/requests/{number}/"
    assert as_(luis).get("/search/", {"q": number})["Location"].startswith("/desk/")
    assert "no answer" in searched(as_(clara), number)
    assert not Need.objects.filter(person=ana).exists()


def test_nothing_found_says_so_is_noted_and_leads_on(
    ana: Person, fax: Article, anything: Service, as_: Any
) -> None:
    page = searched(as_(ana), "zzzzzz <b>")
    assert "no answer to “zzzzzz &lt;b&gt;”" in page
    assert "Hardware" in page
    link = re.search(r'href="(/services/question/ask/[^"]*)"', page)
    assert link
    query = parse_qs(urlsplit(link[1].replace("&amp;", "&")).query)
    assert query["text"] == ["zzzzzz <b>"]
    form = as_(ana).get(link[1].replace("&amp;", "&")).content.decode()
    assert "zzzzzz &lt;b&gt;</textarea>" in form
    assert Gap.objects.get().times == 1


def test_an_empty_search_offers_the_catalogue(ana: Person, fax: Article, as_: Any) -> None:
    page = searched(as_(ana), "  \x00 ")
    assert "What are you looking for?" in page
    assert "Hardware" in page
    assert not Need.objects.exists()


def test_the_catalogues_old_address_of_a_search_still_leads_to_it(ana: Person, as_: Any) -> None:
    assert as_(ana).get("/services/", {"q": "ñu & co"})["Location"] == "/search/?q=%C3%B1u+%26+co"


def test_suggestions_are_options_of_a_combobox(ana: Person, fax: Article, as_: Any) -> None:
    page = as_(ana).get("/search/suggestions/", {"q": "lap"}).content.decode()
    assert "<html" not in page
    assert page.count('role="option"') == 1
    assert "1 suggestion" in page
    assert as_(ana).get("/search/suggestions/").content.decode().strip().startswith("<p")
    assert not Need.objects.exists()
    link = first_link(page)
    assert as_(ana).get(link).status_code == 200
    assert (Need.objects.get().text, Opening.objects.get().position) == ("lap", 1)


def test_what_was_opened_asks_whether_it_solved_it(
    ana: Person, clara: Person, fax: Article, as_: Any
) -> None:
    link = first_link(searched(as_(ana), "telefax"))
    page = as_(ana).get(link).content.decode()
    assert "Did this solve it?" in page
    assert "Was this helpful?" not in page
    plain = as_(ana).get("/articles/fax/").content.decode()
    assert "Did this solve it?" not in plain
    assert "Was this helpful?" in plain
    stranger = as_(factories.person("Bea", language="en")).get(link).content.decode()
    assert "Did this solve it?" not in stranger
    assert Opening.objects.count() == 1


def test_it_solved_it(ana: Person, fax: Article, as_: Any) -> None:
    trace = parse_qs(urlsplit(first_link(searched(as_(ana), "fax"))).query)["need"][0]
    sent = {"kind": "article", "slug": "fax", "need": trace, "answer": "yes"}
    response = as_(ana).post("/solutions/", sent, follow=True)
    assert "Great, nothing else to do" in response.content.decode()
    need = Need.objects.get()
    assert (need.ending, need.solved_by.article) == ("solved", fax)
    fax.refresh_from_db()
    assert fax.helpful == 1


def test_it_did_not_and_the_form_knows_what_was_looked_for(
    ana: Person, fax: Article, anything: Service, as_: Any
) -> None:
    trace = parse_qs(urlsplit(first_link(searched(as_(ana), "fax roto"))).query)["need"][0]
    sent = {"kind": "article", "slug": "fax", "need": trace, "answer": "no"}
    page = as_(ana).post("/solutions/", sent, follow=True).content.decode()
    link = re.search(r'href="(/services/laptop/ask/[^"]*)"', page)
    assert link
    url = link[1].replace("&amp;", "&")
    form = as_(ana).get(url).content.decode()
    assert "fax roto</textarea>" in form
    answers = {"model": "pro", "why": "fax roto", "need": trace, "key": "k"}
    assert as_(ana).post("/services/laptop/ask/", answers).status_code == 302
    need = Need.objects.get()
    assert (need.ending, need.ticket, need.openings.get().helped) == ("asked", Ticket.objects.get(), False)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"kind": "article", "slug": "fax", "answer": "maybe"}, 422),
        ({"kind": "ticket", "slug": "fax", "answer": "yes"}, 422),
        ({"kind": "service", "slug": "nothing\x00", "answer": "yes"}, 422),
        ({"kind": "article", "slug": "nothing", "answer": "yes"}, 404),
        ({"kind": "article", "slug": "fax", "answer": "yes", "need": "forged"}, 302),
        ({"kind": "service", "slug": "laptop", "answer": "no"}, 302),
    ],
)
def test_what_makes_no_sense_is_refused(ana: Person, fax: Article, as_: Any, sent: Any, status: int) -> None:
    assert as_(ana).post("/solutions/", sent).status_code == status


def test_i_did_not_find_it(ana: Person, clara: Person, fax: Article, as_: Any) -> None:
    page = searched(as_(ana), "fax")
    trace = re.search(r'name="need" value="([^"]+)"', page)
    assert trace
    assert as_(clara).post("/search/missing/", {"need": trace[1]})["Location"] == "/search/"
    assert not Gap.objects.exists()
    thanks = as_(ana).post("/search/missing/", {"need": trace[1]}, follow=True).content.decode()
    assert "Thank you, that helps the next one" in thanks
    assert Gap.objects.get().text == "fax"
    assert "Let’s find another way" in as_(ana).get("/search/missing/noted/").content.decode()


def test_too_many_searches_are_turned_away(ana: Person, as_: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("ventanilla.core.access.limits.SEARCHES", 2)
    browser = as_(ana)
    assert [browser.get("/search/suggestions/", {"q": "x"}).status_code for _ in range(3)] == [200, 200, 429]


def test_a_search_takes_the_same_queries_however_much_there_is(
    ana: Person, fax: Article, as_: Any, queries_of: Any
) -> None:
    load_starter()
    searched(as_(ana), "laptop")  # the first search begins a need, the next ones belong to it
    few = (
        queries_of(as_(ana), "/search/?q=laptop+fax"),
        queries_of(as_(ana), "/search/suggestions/?q=laptop+fax"),
    )
    for number in range(6):
        factories.service(service=f"other-{number}", title={"en": f"Laptop {number}"})
        article({"en": Words(f"Laptop {number}", "", "Text.", ())})
    run_jobs("search.index")
    assert queries_of(as_(ana), "/search/?q=laptop+fax") <= few[0]
    assert queries_of(as_(ana), "/search/suggestions/?q=laptop+fax") <= few[1]


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        ("Las <b> impresoras", ["impresor"], "Las &lt;b&gt; <mark>impresoras</mark>"),
        ("Configuración", ["configuracion"], "<mark>Configuración</mark>"),
        ("Cartera y carta", ["carta"], "Cartera y <mark>carta</mark>"),
        ("red", ["re"], "red"),
        ("Contratación", ["con*"], "<mark>Contratación</mark>"),
        ("", ["x"], ""),
    ],
)
def test_marks_are_whole_words_of_escaped_text(text: str, marks: list[str], html: str) -> None:
    assert marked(text, marks) == html


def test_agents_find_the_way_to_searches_without_an_answer(luis: Person, ana: Person, as_: Any) -> None:
    desk = as_(factories.with_role(Role.AGENT, factories.department(), "Eva", language="en"))
    assert '"/designer/searches/"' in desk.get("/desk/").content.decode()
    assert '"/designer/searches/"' not in as_(ana).get("/").content.decode()
