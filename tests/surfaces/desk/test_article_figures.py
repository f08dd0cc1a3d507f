"""Authors see what their articles do, on the list and on a page of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.records.knowledge.made import article as made
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.models import Article

pytestmark = pytest.mark.django_db
MANY = {
    "from_search": 30, "beside_form": 12, "solved": 9, "helpful": 18, "unhelpful": 6,
    "reasons": {"outdated": 4, "unclear": 2}, "readers": 25, "asked": 5,
}  # fmt: skip


@pytest.fixture
def fax() -> Article:
    return made({"en": Words("Send a fax", "", "Like this.", ())}, slug="fax")


def signed_in(department: Any) -> Client:
    client = Client()
    client.force_login(factories.with_role(Role.AGENT, department, "Nora", language="en"))
    return client


def counted(article: Article, month: date | None = None, **values: Any) -> None:
    ArticleFigures.objects.create(article=article, month=month, counted_at=clock.now(), **values)


def test_an_author_reads_what_the_article_does(fax: Article) -> None:
    counted(fax, **MANY)
    counted(fax, date(2026, 2, 1), **MANY)
    counted(fax, date(2026, 3, 1), **{**MANY, "solved": 2})
    nora = signed_in(fax.department)
    page = nora.get("/desk/articles/fax/figures/").content.decode()
    for sentence in (
        "Opened from the search: 30. Beside a form: 12.",
        "9 readers said that it had solved it.",
        "It helped 75 of 100 who said whether it did.",
        "20 of 100 readers sent a request of a linked service within 30 days of reading it.",
        "It isn&#x27;t up to date",
        "February 2026",
    ):
        assert sentence in page, sentence
    assert "2 readers said" in nora.get("/desk/articles/fax/figures/?month=2026-03").content.decode()
    assert "Solved without a request in the last 90 days" in nora.get("/desk/articles/").content.decode()


def test_of_few_readers_nothing_is_told(fax: Article) -> None:
    counted(fax, **{**MANY, "readers": 3, "asked": 1, "helpful": 1, "unhelpful": 1, "solved": 0})
    page = signed_in(fax.department).get("/desk/articles/fax/figures/").content.decode()
    assert "Too few to tell: only 3." in page
    assert "Too few to tell: only 2." in page
    assert "readers sent a request" not in page


def test_it_is_not_for_who_writes_elsewhere(fax: Article) -> None:
    assert signed_in(factories.department("hr")).get("/desk/articles/fax/figures/").status_code == 404
