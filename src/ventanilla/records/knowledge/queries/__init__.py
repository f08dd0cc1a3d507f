"""Reads of articles, each for somebody: what one may not see isn't there."""

from __future__ import annotations

from ventanilla.records.knowledge.queries.desk import (
    Listed,
    article_kept_by,
    desk_list,
    history,
    is_stale,
    reasons_against,
    revision_of,
    text_state,
)
from ventanilla.records.knowledge.queries.links import (
    articles_for_service,
    articles_for_services,
    related_for,
    services_for_article,
)
from ventanilla.records.knowledge.queries.pictures import held_pictures, picture_for
from ventanilla.records.knowledge.queries.reading import (
    Shelf,
    article_for,
    articles_for,
    html,
    page_of,
    shelves,
    text_for,
    vote_of,
    with_texts,
)

__all__ = [
    "Listed",
    "Shelf",
    "article_for",
    "article_kept_by",
    "articles_for",
    "articles_for_service",
    "articles_for_services",
    "desk_list",
    "held_pictures",
    "history",
    "html",
    "is_stale",
    "page_of",
    "picture_for",
    "reasons_against",
    "related_for",
    "revision_of",
    "services_for_article",
    "shelves",
    "text_for",
    "text_state",
    "vote_of",
    "with_texts",
]
