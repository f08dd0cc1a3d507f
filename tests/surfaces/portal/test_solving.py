"""Solved without a request: guides step by step, articles beside the form, and what was tried going along."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import factories
from tests.jobs import run_jobs
from tests.records.knowledge.made import article
from ventanilla.engines.search.actions import rebuild
from ventanilla.engines.search.models import Need
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions import Words

pytestmark = pytest.mark.django_db

STEPS = """Have your phone at hand.

## What happens? {#start}

- [Wrong password](#wrong)
- [Something else](service:signing-in?what=other&why=It+says+no)

## Is Caps Lock on? {#wrong}

- [I am in](solved)
- [Still wrong](service:signing-in?what=forgot)
"""
GUIDE = Words("Cannot sign in", "Three questions", STEPS, ("password", "sign in"))
ARTICLE = Words(
    "Change your password", "In two minutes", "Open the page and choose a new one.", ("password",)
)
FORM = [
    {
        "section": {"id": "main", "title": {"en": "What is wrong"}},
        "questions": [
            {
                "id": "what",
                "type": "choice",
                "label": {"en": "What happens?"},
                "options": [
                    {"value": "forgot", "label": {"en": "Forgotten"}},
                    {"value": "other", "label": {"en": "Other"}},
                ],
                "required": True,
            },
            {"id": "short", "type": "short_text", "label": {"en": "Which message?"}},
            {"id": "why", "type": "long_text", "label": {"en": "What else?"}},
        ],
    }
]


@pytest.fixture
def signing_in(db: None) -> Service:
    factories.calendar()
    service = factories.service(service="signing-in", title={"en": "I can't sign in"}, form=FORM)
    article({"en": GUIDE}, slug="cannot-sign-in", kind="guide")
    article({"en": ARTICLE}, slug="password")
    rebuild()
    return service


@pytest.fixture
def ana(signing_in: Service) -> Any:
    return factories.person("Ana", language="en")


@pytest.fixture
def page(ana: Any, client: Any) -> Any:
    client.force_login(ana)

    def get(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, path
        return response.content.decode()

    return get


def test_a_guide_asks_one_question_at_a_time(page):
    first = page("/articles/cannot-sign-in/")
    assert "What happens?" in first
    assert "Is Caps Lock on?" not in first
    second = page("/articles/cannot-sign-in/?way=start.wrong")
    assert "Is Caps Lock on?" in second
    assert "Wrong password" in second
    assert 'href="/articles/cannot-sign-in/?way=start#step"' in second


@pytest.mark.parametrize("way", ["wrong", "start.nowhere", "nowhere.wrong", "%00", "x." * 900])
def test_a_way_that_nobody_went_begins_at_the_start(page, way):
    assert "What happens?" in page(f"/articles/cannot-sign-in/?way={way}")


def test_what_solved_it_is_recorded_with_the_guide(page, client, ana):
    page("/articles/cannot-sign-in/?way=start.wrong")
    sent = {"kind": "article", "slug": "cannot-sign-in", "answer": "yes", "need": ""}
    assert client.post("/solutions/", sent).status_code == 302
    need = Need.objects.get(person=ana)
    assert (need.ending, need.solved_by.subject.split(":")[0]) == ("solved", "article")


def test_the_form_comes_filled_in_and_the_team_hears_what_was_tried(page, client, ana, signing_in):
    step = page("/articles/cannot-sign-in/?way=start.wrong")
    url = next(part for part in step.split('"') if part.startswith("/services/signing-in/ask/")).replace(
        "&amp;", "&"
    )
    assert parse_qs(urlsplit(url).query) == {"a.what": ["forgot"], "tried": ["cannot-sign-in.start.wrong"]}
    form = page(url)
    assert "What happens? — Wrong password" in form
    chosen = form.split('value="forgot"')[1].split(">")[0]
    assert "checked" in chosen
    for _again in range(2):
        key = {"key": "one", "tried": "cannot-sign-in.start.wrong"}
        sent = client.post("/services/signing-in/ask/", {"what": "forgot", "why": "", "short": "", **key})
        assert sent.status_code == 302, sent.content.decode()
    ticket = signing_in.tickets.get()
    (comment,) = ticket.comments.all()
    assert comment.author == ana
    assert "What happens? — Wrong password" in comment.text
    assert "Is Caps Lock on?" in comment.text


def test_an_address_can_fill_in_texts_and_choices_but_nothing_that_is_not_asked(page):
    form = page("/services/signing-in/ask/?a.why=It+says+no&a.what=nonsense&a.unknown=x&a.short=%00E50")
    assert "It says no" in form
    assert "nonsense" not in form.split('id="beside"')[0].split("<main")[1]


def test_what_a_guide_that_one_may_not_read_says_is_not_told(page):
    article(
        {"en": GUIDE},
        slug="secret",
        kind="guide",
        audience={"fact": "person.department", "op": "is", "value": "hr"},
    )
    for tried in ("secret.start.wrong", "nothing.start", "cannot-sign-in.x.y", "..", "%00.a"):
        assert "What you have tried already" not in page(f"/services/signing-in/ask/?tried={tried}")


def test_articles_stand_beside_the_form_while_the_need_is_written(page, ana):
    found = page("/services/signing-in/ask/beside/?text=how+do+I+change+my+password")
    assert "Change your password" in found
    assert page("/services/signing-in/ask/beside/?text=pass").strip() == ""
    assert page("/services/signing-in/ask/beside/?text=bicycle+tyres+flat").strip() == ""
    page("/services/nothing/ask/beside/?text=how+do+I+change+my+password", 404)
    assert Need.objects.count() == 0


def test_reading_one_there_and_being_helped_is_recorded_as_solved_at_the_form(page, client, ana):
    found = page("/services/signing-in/ask/beside/?text=how+do+I+change+my+password")
    trace = found.split('"need": "')[1].split('"')[0]
    slug = found.split("/articles/")[1].split("/")[0]
    page(f"/articles/{slug}/text/?need={trace}")
    need = Need.objects.get()
    assert (need.origin, need.person, need.ending) == ("form", ana, "")
    client.post("/solutions/", {"kind": "article", "slug": slug, "need": trace, "answer": "yes"})
    need.refresh_from_db()
    assert need.ending == "solved"
    run_jobs()


def test_beside_a_question_of_any_kind_stand_the_services_it_may_be(page):
    factories.service(service="question", kind="question", title={"en": "I don't know what to choose"})
    rebuild()
    found = page("/services/question/ask/beside/?text=I+can%27t+sign+in+since+this+morning")
    assert "/services/signing-in/ask/?text=I+can%27t+sign+in+since+this+morning" in found
    assert "/services/question/" not in found
    assert "/services/signing-in/ask/?text" not in page(
        "/services/signing-in/ask/beside/?text=I+can%27t+sign+in"
    )
