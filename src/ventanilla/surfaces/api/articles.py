"""What is worth knowing: reading it, and saying whether it helped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ventanilla.core.kit.paging import page
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions.votes import LONGEST_TEXT
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.queries import (
    article_for,
    articles_for,
    html,
    related_for,
    services_for_article,
    text_for,
)
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Short
from ventanilla.surfaces.api.shapes import Listed

router = Router(tags=["articles"])

Reason = Literal["unclear", "failed", "outdated", "incomplete", "other_need"]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="Of the text, when it is there")]


class ArticleOut(Schema):
    """`language` is that of the text: the nearest to yours that there is."""

    slug: str
    kind: str
    title: str
    summary: str
    language: str
    category: str
    department: str
    updated_at: datetime


class ArticleDetail(ArticleOut):
    """`markdown` is the text as it was written, `html` the same to be shown: it holds no scripts. `services` are those
    that you may ask for."""

    languages: list[str]
    keywords: list[str]
    markdown: str
    html: str
    author: str | None
    proposed_by: str | None
    team: str
    review_on: date | None
    services: list[str]
    related: list[str]


class VoteIn(Body):
    """`reason` and `text` go with a no."""

    helpful: bool
    reason: Reason | None = None
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class VoteOut(Schema):
    article: str
    helpful: bool
    reason: str | None
    text: str
    voted_at: datetime


@router.get("", response={200: Listed[ArticleOut], **errors()}, summary="Articles that you may read")
def list_articles(
    request: HttpRequest,
    after: Query[Cursor | None] = None,
    category: Query[Short | None] = None,
    service: Query[Short | None] = None,
) -> Listed[ArticleOut]:
    """The latest published first; those of one `category`, or that lead to one `service`, by their short names."""
    rows = articles_for(caller(request))
    if category:
        rows = rows.filter(category__slug=category)
    if service:
        rows = rows.filter(service_links__service__slug=service).distinct()
    found = page(rows, order=("-published_at", "-id"), after=after)
    items = [ArticleOut(**_summary(article, text_for(article))) for article in found.items]
    return Listed(items=items, next=found.next)


@router.get("/{slug:slug}", response={200: ArticleDetail, **errors(404)}, summary="An article")
def show_article(request: HttpRequest, slug: str, language: Query[Language | None] = None) -> ArticleDetail:
    """In `language`, yours, or the nearest that there is."""
    person = caller(request)
    article = article_for(person, slug)
    text = text_for(article, language)
    return ArticleDetail(
        **_summary(article, text),
        languages=sorted(one.language for one in article.translations.all()),
        keywords=text.keywords,
        markdown=text.body,
        html=str(html(text)),
        author=text.author.name if text.author else None,
        proposed_by=article.proposed_by.name if article.proposed_by else None,
        team=article.owner_team.slug,
        review_on=article.review_on,
        services=[service.slug for service in services_for_article(person, article)],
        related=[other.slug for other in related_for(person, article)],
    )


@router.post(
    "/{slug:slug}/vote", response={200: VoteOut, **sent(404)}, summary="Say whether an article helped"
)
def vote_on_article(request: HttpRequest, slug: str, body: VoteIn) -> VoteOut:
    """Your last answer counts."""
    person = caller(request)
    article = article_for(person, slug)
    vote = actions.vote(
        actor=person, article=article, helpful=body.helpful, reason=body.reason or "", text=body.text
    )
    return VoteOut(
        article=article.slug,
        helpful=vote.helpful,
        reason=vote.reason or None,
        text=vote.text,
        voted_at=vote.voted_at,
    )


def _summary(article: Article, text: Translation) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "kind": article.kind,
        "title": text.title,
        "summary": text.summary,
        "language": text.language,
        "category": article.category.slug,
        "department": article.department.slug,
        "updated_at": text.updated_at,
    }
