"""Counting articles: who found them, whom they helped, and who asked all the same.

What the search has noted is all that is used: where somebody opened an article, and what they said of it. Once the
search has forgotten who it was (SEARCH_REMEMBERED_DAYS), nobody can tell whether they asked later.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, F, OuterRef

from ventanilla.core.kit import clock
from ventanilla.engines.insights.counting.periods import Period, to_count
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.engines.search.choices import Origin
from ventanilla.engines.search.models import Opening
from ventanilla.records.knowledge.models import Article, ArticleService, Vote
from ventanilla.records.tickets.models import Ticket

ASKED_WITHIN = timedelta(days=30)
BESIDE = (Origin.FORM,)
FOUND = (Origin.SEARCH, Origin.GENERIC)


def count_articles() -> int:
    """Count all articles anew, as far as their figures may have changed; how many rows were written."""
    now = clock.now()
    months = ArticleFigures.objects.filter(month__isnull=False).order_by().values_list("month", flat=True)
    counted = {month for month in months.distinct() if month}
    periods = to_count(now, ZoneInfo(settings.TIME_ZONE), counted)
    return sum(_write(period, now) for period in periods)


def _write(period: Period, now: datetime) -> int:
    figures: dict[int, dict[str, Any]] = defaultdict(dict)
    _openings(period, figures)
    _votes(period, figures)
    _asked(period, figures)
    kept = set(Article.objects.filter(pk__in=figures).values_list("pk", flat=True))
    ArticleFigures.objects.filter(month=period.month).exclude(article__in=kept).delete()
    for article in sorted(kept):
        ArticleFigures.objects.update_or_create(
            article_id=article,
            month=period.month,
            defaults={**NOTHING, **figures[article], "counted_at": now},
        )
    return len(kept)


NOTHING: dict[str, Any] = {
    "from_search": 0,
    "beside_form": 0,
    "solved": 0,
    "helpful": 0,
    "unhelpful": 0,
    "reasons": {},
    "readers": 0,
    "asked": 0,
}


def _openings(period: Period, figures: dict[int, dict[str, Any]]) -> None:
    for subject, origin, solved in _opened(period).values_list(
        "subject", "need__origin", F("need__solved_by__subject")
    ):
        mine = figures[_article(subject)]
        if origin in (*BESIDE, *FOUND):
            name = "beside_form" if origin in BESIDE else "from_search"
            mine[name] = mine.get(name, 0) + 1
        if solved == subject:
            mine["solved"] = mine.get("solved", 0) + 1


def _opened(period: Period) -> Any:
    return Opening.objects.filter(
        at__gte=period.since, at__lt=period.until, subject__startswith="article:"
    ).order_by()


def _votes(period: Period, figures: dict[int, dict[str, Any]]) -> None:
    rows = Vote.objects.filter(voted_at__gte=period.since, voted_at__lt=period.until).order_by()
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    for article, helpful, reason in rows.values_list("article_id", "helpful", "reason"):
        name = "helpful" if helpful else "unhelpful"
        figures[article][name] = figures[article].get(name, 0) + 1
        if reason:
            reasons[article][reason] += 1
    for article, counted in reasons.items():
        figures[article]["reasons"] = dict(counted)


def _asked(period: Period, figures: dict[int, dict[str, Any]]) -> None:
    """Of those who opened an article that leads to services: who sent one of them a request afterwards."""
    linked = set(ArticleService.objects.order_by().values_list("article_id", flat=True))
    for article in linked & set(_articles(period)):
        readers = _opened(period).filter(subject=f"article:{article}", need__person__isnull=False)
        links = ArticleService.objects.filter(article=article, service__confidential=False)
        services = links.values("service")
        later = Ticket.objects.filter(
            requester=OuterRef("need__person"),
            service__in=services,
            created_at__gte=OuterRef("at"),
            created_at__lt=OuterRef("at") + ASKED_WITHIN,
        )
        told = readers.annotate(asked=Exists(later)).values_list("need__person", "asked")
        people: dict[int, bool] = {}
        for person, asked in told:
            people[person] = people.get(person, False) or asked
        figures[article] |= {"readers": len(people), "asked": sum(people.values())}


def _articles(period: Period) -> Iterable[int]:
    subjects = _opened(period).values_list("subject", flat=True).distinct()
    return (_article(subject) for subject in subjects)


def _article(subject: str) -> int:
    return int(subject.partition(":")[2])
