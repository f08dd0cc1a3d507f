"""Bringing articles in from files. The same files again change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ventanilla.core.access.policies import require
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, attempt
from ventanilla.records.knowledge.actions.publishing import archive, publish
from ventanilla.records.knowledge.actions.surroundings import settle
from ventanilla.records.knowledge.actions.writing import create, save_draft
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.files import ArticleFile, ArticleRefused, about_of, gather
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.policies import may_write


@dataclass(frozen=True)
class Imported:
    """An article that was brought in, and whether anything of it was new."""

    article: Article
    changed: bool


@action
def import_article(*, actor: Person | None, files: Mapping[str, str]) -> Article:
    """Make the article that `files` (text by name: `vpn.es.md`, `vpn.en.md`) describe, or bring it up to date, and
    publish it unless its head says otherwise. Raises NotAllowed, or ArticleRefused naming file and field.
    """
    return import_articles(actor=actor, files=files)[-1].article


@action
def import_articles(*, actor: Person | None, files: Mapping[str, str]) -> list[Imported]:
    """The same for many articles, which may name each other. All of them or none."""
    found = gather(files)
    faults: dict[str, list[str]] = {}
    made: dict[str, Imported] = {}
    for slug, parts in found.items():
        try:
            with attempt():
                made[slug] = _bring_in(actor, parts, coming=set(found))
        except ArticleRefused as refused:
            faults.update(refused.faults)
    if faults:
        raise ArticleRefused(faults)
    for slug, parts in found.items():
        made[slug] = replace(made[slug], article=_relate(actor, made[slug].article, parts))
    return list(made.values())


def _bring_in(actor: Person | None, parts: list[ArticleFile], coming: set[str]) -> Imported:
    original = parts[0]
    about = about_of(original, coming)
    state = _state(original)
    texts = {part.language: part.words for part in parts}
    article = Article.objects.filter(slug=original.slug).select_related("stream").first()
    length = article.stream.length if article else 0
    try:
        if article is None:
            article = create(
                actor=actor, about=about, texts=texts, language=original.language, slug=original.slug
            )
        else:
            require(may_write(actor, article))
            # What is related may come later in the same import: it is set when all are there.
            kept = tuple(
                Article.objects.filter(related_from__article=article).order_by("related_from__position")
            )
            settle(actor=actor, article=article, about=replace(about, related=kept))
            save_draft(actor=actor, article=article, texts=texts)
        _reach(actor, article, state, texts)
    except ArticleRefused:
        raise
    except Invalid as error:
        raise ArticleRefused(_placed(parts, error)) from error
    article.refresh_from_db()
    article.stream.refresh_from_db()
    return Imported(article, article.stream.length != length)


def _reach(actor: Person | None, article: Article, state: State, texts: Mapping[str, object]) -> None:
    if state == State.LIVE:
        publish(actor=actor, article=article, languages=list(texts))
    elif state == State.ARCHIVED and article.state != State.ARCHIVED:
        archive(actor=actor, article=article)


def _relate(actor: Person | None, article: Article, parts: list[ArticleFile]) -> Article:
    return settle(actor=actor, article=article, about=about_of(parts[0]))


def _state(original: ArticleFile) -> State:
    value = original.values.get("state", State.LIVE)
    if value not in State.values:
        raise ArticleRefused({f"{original.name}: state": [" / ".join(State.values)]})
    return State(value)


def _placed(parts: list[ArticleFile], error: Invalid) -> dict[str, list[str]]:
    """The fields of a refusal with the file that holds them: "title.en" is the title in vpn.en.md."""
    names = {part.language: part.name for part in parts}
    faults = {}
    for field, texts in error.fields.items():
        name, _, language = field.partition(".")
        faults[f"{names.get(language, parts[0].name)}: {'team' if name == 'owner_team' else name}"] = texts
    return faults or {parts[0].name: [str(error)]}
