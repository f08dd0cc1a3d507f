"""What Acme has written down: it comes in without a finding, leads somewhere, and is plain to read."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from ventanilla.demo.data_files import article_texts, package_texts
from ventanilla.demo.organisation import person
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.packages import read_package
from ventanilla.records.knowledge.files import gather
from ventanilla.records.knowledge.models import Article, ArticleService

FILES = article_texts()
ARTICLES = gather(FILES)
LINK = re.compile(r"\]\((article|service):([a-z0-9-]+)\)")
SENTENCE = re.compile(r"[.!?:]\s|\n")
MARKS = re.compile(r"[*_>#|`\[\]-]|\([^)]*\)")
MOST_WORDS, LEAST, MOST = 25, 110, 480

every_file = pytest.mark.parametrize("name", FILES)


def _body(name: str) -> str:
    slug, language, _md = name.split(".")
    return next(part.words.body for part in ARTICLES[slug] if part.language == language)


@every_file
def test_every_link_leads_somewhere(name: str) -> None:
    places = {"article": set(ARTICLES), "service": set(package_texts())}
    assert [f"{kind}:{slug}" for kind, slug in LINK.findall(_body(name)) if slug not in places[kind]] == []


@every_file
def test_sentences_are_short(name: str) -> None:
    plain = MARKS.sub(" ", _body(name))
    sentences = [words for words in (part.split() for part in SENTENCE.split(plain)) if len(words) > 2]
    lengths = [len(words) for words in sentences]
    assert sum(lengths) / len(lengths) <= MOST_WORDS / 2
    assert max(lengths) <= MOST_WORDS + 10


@every_file
def test_texts_are_neither_scraps_nor_books(name: str) -> None:
    assert LEAST <= len(_body(name).split()) <= MOST


def test_at_least_forty_articles_of_all_departments() -> None:
    assert len(ARTICLES) >= 40
    departments = {parts[0].values["department"] for parts in ARTICLES.values()}
    assert departments == {"it", "hr", "facilities", "finance", "legal"}
    assert {parts[0].values["kind"] for parts in ARTICLES.values()} == {"article", "faq", "guide"}


def test_all_but_one_are_there_in_both_languages() -> None:
    alone = [slug for slug, parts in ARTICLES.items() if {part.language for part in parts} != {"es", "en"}]
    assert alone == ["referral"]


def test_articles_that_services_name_exist() -> None:
    named = {slug: read_package(text).articles for slug, text in package_texts().items()}
    assert {slug for articles in named.values() for slug in articles} <= set(ARTICLES)


@pytest.mark.django_db
@pytest.mark.usefixtures("acme")
def test_all_of_them_are_published_and_tied_to_services() -> None:
    assert set(Article.objects.filter(state="live").values_list("slug", flat=True)) == set(ARTICLES)
    assert ArticleService.objects.filter(service=Service.objects.get(slug="laptop")).count() >= 3


@pytest.mark.django_db
@pytest.mark.usefixtures("acme")
def test_one_translation_is_behind_its_original() -> None:
    article = Article.objects.prefetch_related("translations__published").get(slug="per-diem")
    texts = {text.language: text for text in article.translations.all()}
    assert "0,26" in texts["es"].body
    assert "0.19" in texts["en"].body
    assert texts["en"].source_revision < texts["es"].published.number  # type: ignore[operator, union-attr]


@pytest.mark.django_db
@pytest.mark.usefixtures("acme")
def test_one_is_past_its_review() -> None:
    today = timezone.localdate()
    assert list(Article.objects.filter(review_on__lt=today).values_list("slug", flat=True)) == ["wifi"]


@pytest.mark.django_db
@pytest.mark.usefixtures("acme")
def test_readers_get_what_is_for_them() -> None:
    read = {
        name: set(Article.objects.visible_to(person(name)).values_list("slug", flat=True))
        for name in ("ana", "laia", "clara", "gonzalo")
    }
    assert read["clara"] == {
        "support-hours",
        "follow-request",
        "invoice-copies",
        "lock-battery",
        "personal-data",
    }
    assert "invoices" in read["gonzalo"] - read["clara"]
    assert "parking" in read["ana"] - read["laia"]
