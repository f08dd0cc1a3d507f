"""All that the page of an article shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.choices import Kind, Reason
from ventanilla.records.knowledge.models import Article, Translation, Vote
from ventanilla.records.knowledge.policies import may_write
from ventanilla.records.knowledge.queries import (
    page_of,
    related_for,
    services_for_article,
    text_for,
    vote_of,
)
from ventanilla.surfaces.portal.articles.rows import foreign, rows_of
from ventanilla.surfaces.portal.articles.shelves import category_url
from ventanilla.surfaces.portal.catalogue.links import open_url, opened_by
from ventanilla.surfaces.portal.catalogue.shelves import Tile, service_tile
from ventanilla.surfaces.ui.format import whole_day
from ventanilla.surfaces.ui.resources import icon_of, says

LEAST_HEADINGS = 3
"""A page with fewer of them is read from the top."""


def shown(article: Article, person: Person) -> dict[str, Any]:
    """The text with who wrote it and when, what it leads to, and whether it helped."""
    text = text_for(article)
    page = page_of(text)
    leads = services_for_article(person, article)
    return {
        "article": article,
        "kind": "" if article.kind == Kind.ARTICLE else Kind(article.kind).label,
        "text": text,
        "lang": foreign(text),
        "language_name": language_name(text.language),
        "body": SafeString(page.html),  # cleaned when it was rendered
        "contents": page.contents if len(page.contents) >= LEAST_HEADINGS else (),
        "byline": byline(article, text),
        "category": pick(article.category.name),
        "category_url": category_url(article.category.slug),
        "services": [service_tile(service) for service in leads if not service.is_resource],
        "opened": [resource_row(service) for service in leads if service.is_resource],
        "related": rows_of(related_for(person, article)),
        "edit_url": reverse("desk:article", args=[article.slug]) if may_write(person, article) else "",
        **asked(article, vote_of(person, article)),
    }


def resource_row(service: Service) -> Tile:
    """A resource with the address that opens it, and what that does."""
    tile, opens = service_tile(service), opened_by(service)
    return replace(tile, url=open_url(service.slug), icon=icon_of(opens), summary=says(opens))


def byline(article: Article, text: Translation) -> dict[str, str]:
    """Who wrote it, who thought of it, when it was published, and who keeps it."""
    author = text.author or article.owner
    proposer = article.proposed_by
    return {
        "author": author.name,
        "team": pick(article.owner_team.name),
        "proposer": proposer.name if proposer and proposer.pk != author.pk else "",
        "date": whole_day(text.updated_at),
        "at": text.updated_at.isoformat(),
    }


def asked(article: Article, vote: Vote | None) -> dict[str, Any]:
    """What the question «Was this helpful?» shows to somebody who has answered it so, or not yet."""
    return {
        "vote": vote,
        "vote_url": reverse("portal:article_vote", args=[article.slug]),
        "reasons": [{"value": reason.value, "label": reason.label} for reason in Reason],
    }


def language_name(code: str) -> str:
    """A language by its own name in the page's language, as in "in Spanish"."""
    return str(dict(settings.LANGUAGES).get(code, code))
