"""An article as the files that make it."""

from __future__ import annotations

from typing import Any

from ventanilla.records.catalog.packages.yaml import write
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article, Revision, Translation


def export_article(article: Article) -> dict[str, str]:
    """The files by name, as `import_article` reads them: what readers get, or of a draft what its authors have."""
    texts = Translation.objects.filter(article=article).select_related("newest")
    live = article.state == State.LIVE
    shown = [text for text in texts if text.published_id or not live]
    return {
        f"{article.slug}.{text.language}.md": _file(article, text, text if live else text.newest)
        for text in sorted(shown, key=lambda text: text.language != article.language)
    }


def _file(article: Article, text: Translation, words: Translation | Revision) -> str:
    head: dict[str, Any] = {"title": words.title}
    if words.summary:
        head["summary"] = words.summary
    if words.keywords:
        head["keywords"] = list(words.keywords)
    if text.language == article.language:
        head |= _surroundings(article)
    return f"---\n{write(head)}---\n{words.body}\n"


def _surroundings(article: Article) -> dict[str, Any]:
    services = article.service_links.filter(from_package=False).order_by("position", "pk")
    related = article.related_links.order_by("position", "pk")
    head: dict[str, Any] = {
        "kind": article.kind,
        "department": article.department.slug,
        "category": article.category.slug,
        "owner": article.owner.email,
        "team": article.owner_team.slug,
        "services": list(services.values_list("service__slug", flat=True)),
        "related": list(related.values_list("related__slug", flat=True)),
    }
    if article.audience is not None:
        head["audience"] = article.audience.rule
    if article.review_on:
        head["review_on"] = article.review_on.isoformat()
    if article.state != State.LIVE:
        head["state"] = article.state
    return {name: value for name, value in head.items() if value != []}
