"""What readers get."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple
from datetime import date

from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.knowledge.actions.lock import locked, texts_of, touch
from ventanilla.records.knowledge.actions.writing import show, words_of
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.entries import ArticleArchived, ArticlePublished, ArticleReviewed
from ventanilla.records.knowledge.markdown import VERSION, render
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.words import check_guide, check_words, refuse


@action
def publish(*, actor: Person | None, article: Article, languages: Collection[str] | None = None) -> Article:
    """Give readers the newest texts in `languages` (None: all). Nothing is recorded when they have them.

    Raises NotAllowed, or Invalid naming what is still missing ("body.es").
    """
    current = locked(article, actor)
    texts = texts_of(current)
    chosen = [text for code, text in texts.items() if languages is None or code in languages]
    refuse(*(_unfit(current, text) for text in chosen))
    if not chosen:
        said = _("Choose at least one language to publish.")
        raise Invalid(said, {f"publish.{current.language}": [said]})
    fresh = [text for text in chosen if text.published_id != text.newest_id]
    if not fresh and current.state == State.LIVE:
        return current
    first = current.published_at is None
    for text in fresh:
        _give(text)
    current.state, current.published_at = State.LIVE, clock.now()
    touch(current, "state", "published_at")
    revisions = {text.language: text.newest.number for text in chosen}
    published = ArticlePublished(article=current.slug, revisions=revisions, first=first)
    record(current.stream, published, actor=actor)
    return current


def _unfit(article: Article, text: Translation) -> dict[str, list[str]]:
    """What keeps the newest text from its readers, by field."""
    words = words_of(text.newest)
    found = check_words(words, text.language, complete=True)
    return check_guide(article.kind, words, text.language) | found


def _give(text: Translation) -> None:
    now = clock.now()
    text.published = text.newest
    show(text, text.newest)
    page = render(text.body)
    text.rendered = {
        "version": VERSION,
        "html": page.html,
        "contents": [list(astuple(heading)) for heading in page.contents],
    }
    text.updated_at = now
    text.save()
    text.newest.published_at = now
    text.newest.save(update_fields=["published_at"])


@action
def archive(*, actor: Person | None, article: Article, note: str = "") -> Article:
    """Take the article from its readers; its authors keep it and may publish it again. `note` (up to 500 characters)
    says why. Raises NotAllowed, or Conflict when it is archived already.
    """
    current = locked(article, actor)
    if current.state == State.ARCHIVED:
        raise Conflict(_("This article is archived already."))
    current.state = State.ARCHIVED
    touch(current, "state")
    record(current.stream, ArticleArchived(article=current.slug, note=note.strip()[:500]), actor=actor)
    return current


@action
def reviewed(*, actor: Person | None, article: Article, review_on: date | None) -> Article:
    """Say that the article was looked over and is right, and when to look again. Raises NotAllowed."""
    current = locked(article, actor)
    current.review_on = review_on
    current.edition += 1
    touch(current, "review_on", "edition")
    said = ArticleReviewed(article=current.slug, review_on=review_on.isoformat() if review_on else "")
    record(current.stream, said, actor=actor)
    return current
