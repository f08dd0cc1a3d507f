"""Figures of articles, for those who write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from ventanilla.core.people.models import Person
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.records.knowledge.models import Article


def article_figures(article: Article) -> dict[date | None, ArticleFigures]:
    """Everything that was counted of an article, the latest month first; under None the last 90 days. One query."""
    rows = ArticleFigures.objects.filter(article=article).order_by("-month")
    return {row.month: row for row in rows}


def articles_lately(articles: Iterable[Article]) -> dict[int, ArticleFigures]:
    """What was counted of these articles in the last 90 days, by their ids. One query."""
    rows = ArticleFigures.objects.filter(article__in=[article.pk for article in articles], month=None)
    return {row.article_id: row for row in rows}


def solved_lately(person: Person, month: date | None = None) -> int:
    """How often somebody confirmed in that month, or (None) in the last 90 days, that an article which `person` may
    write had solved it, so that no request was needed."""
    mine = Article.objects.kept_by(person).values("pk")
    found = ArticleFigures.objects.filter(article__in=mine, month=month).aggregate(n=Sum("solved"))
    return found["n"] or 0
