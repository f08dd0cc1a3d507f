"""Thousands of articles: those of the demo again, about other things, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.load.copying import copy_models, sequences_after
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.engines.search.actions import rebuild
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article, Revision, Translation

STEP = 1000
STREAM_STEP = 10_000
SEED = 7
SYLLABLES = (
    "ba",
    "cor",
    "da",
    "fe",
    "gal",
    "hu",
    "jar",
    "ki",
    "lon",
    "mi",
    "nu",
    "pra",
    "ro",
    "ser",
    "ti",
    "vel",
)


def fill(count: int) -> int:
    """Some `count` live articles, found by the search. Returns how many there are."""
    chance = Random(SEED)
    originals = list(Article.objects.filter(state=State.LIVE, pk__lt=STEP).order_by("pk"))
    if not originals:
        return 0
    copies = max(0, count // len(originals) - 1)
    texts = {row.pk: list(row.translations.select_related("published").order_by("pk")) for row in originals}
    parts = {code: _paragraphs(texts, code) for code in ("es", "en")}
    streams, articles, revisions, translations = [], [], [], []
    for copy in range(1, copies + 1):
        for article in originals:
            thing = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
            streams.append(
                Stream(
                    pk=article.stream_id + copy * STREAM_STEP,
                    subject_kind=SubjectKind.ARTICLE,
                    subject_id=str(article.pk + copy * STEP),
                )
            )
            articles.append(_again(article, copy, thing))
            for text in texts[article.pk]:
                revision, translation = _said_again(text, copy, thing, parts, chance)
                revisions.append(revision)
                translations.append(translation)
    copy_models(Stream, streams)
    copy_models(Article, articles)
    copy_models(Revision, revisions)
    copy_models(Translation, translations)
    for model in (Article, Revision, Translation):
        sequences_after(model._meta.db_table, (copies + 1) * STEP)
    sequences_after(Stream._meta.db_table, (copies + 1) * STREAM_STEP)
    rebuild()
    return Article.objects.count()


def _paragraphs(texts: dict[int, list[Translation]], code: str) -> list[str]:
    bodies = [text.body for group in texts.values() for text in group if text.language == code]
    return [part for body in bodies for part in body.split("\n\n") if part.strip()]


def _again(article: Article, copy: int, thing: str) -> Article:
    values = {field.attname: getattr(article, field.attname) for field in Article._meta.concrete_fields}
    again = Article(**values)
    again.pk = article.pk + copy * STEP
    again.slug = f"{article.slug}-{thing.lower()}-{copy}"[-80:]
    again.stream_id = article.stream_id + copy * STREAM_STEP
    return again


def _said_again(
    text: Translation, copy: int, thing: str, parts: dict[str, list[str]], chance: Random
) -> tuple[Revision, Translation]:
    """The same subject about another thing, with some paragraphs of others."""
    words = {
        "title": f"{text.title[:180]}: {thing}",
        "summary": text.summary,
        "body": "\n\n".join([text.body.split("\n\n")[0], *chance.sample(parts[text.language], 5)]),
        "keywords": [*text.keywords, thing.lower()],
    }
    assert text.published is not None
    revision = Revision(
        pk=text.published.pk + copy * STEP,
        article_id=text.article_id + copy * STEP,
        language=text.language,
        number=1,
        author_id=text.author_id,
        saved_at=text.updated_at,
        published_at=text.published.published_at,
        **words,
    )
    translation = Translation(
        pk=text.pk + copy * STEP,
        article_id=text.article_id + copy * STEP,
        language=text.language,
        author_id=text.author_id,
        updated_at=text.updated_at,
        published_id=revision.pk,
        newest_id=revision.pk,
        source_revision=text.source_revision and 1,
        **words,
    )
    return revision, translation


def subjects() -> Iterator[str]:
    """Titles, for those who search."""
    yield from Translation.objects.order_by("pk").values_list("title", flat=True)
