"""The first lock of every change to an article."""

from __future__ import annotations

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.policies import may_write


def locked(article: Article, actor: Person | None) -> Article:
    """The article's row, locked and fresh. Raises NotAllowed unless `actor` may write it."""
    rows = Article.objects.select_for_update(of=("self",))
    found = rows.select_related("stream", "department", "category", "owner", "owner_team", "audience").get(
        pk=article.pk
    )
    require(may_write(actor, found))
    return found


def touch(article: Article, *fields: str) -> None:
    """Save `fields` and when it was."""
    article.updated_at = clock.now()
    article.save(update_fields=["updated_at", *fields])


def texts_of(article: Article) -> dict[str, Translation]:
    """The texts by language, with their newest revisions."""
    rows = Translation.objects.filter(article=article).select_related("newest", "published")
    return {text.language: text for text in rows}
