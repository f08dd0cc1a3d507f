"""Articles as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.queries import text_for
from ventanilla.surfaces.ui.format import locale

ICONS = {Kind.ARTICLE: "document-text", Kind.FAQ: "question-mark-circle", Kind.GUIDE: "list-bullet"}


@dataclass(frozen=True)
class Row:
    """One article; `lang` only when it isn't the page's."""

    url: str
    title: str
    summary: str
    icon: str
    kind: str
    lang: str


def article_url(article: Article) -> str:
    return reverse("portal:article", args=[article.slug])


def row_of(article: Article) -> Row:
    text = text_for(article)
    kind = Kind(article.kind)
    said = "" if kind is Kind.ARTICLE else str(kind.label)
    return Row(article_url(article), text.title, text.summary, ICONS[kind], said, foreign(text))


def rows_of(articles: Iterable[Article]) -> list[Row]:
    return [row_of(article) for article in articles]


def foreign(text: Translation) -> str:
    """The language of a text, when it isn't the page's."""
    return "" if text.language == locale().language else text.language
