"""Writing the texts. What is saved waits until it is published."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, name_stream, new_stream, record
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.knowledge.actions.lock import locked, texts_of, touch
from ventanilla.records.knowledge.actions.surroundings import tie_packages, write_links
from ventanilla.records.knowledge.entries import ArticleSaved, ArticleStarted
from ventanilla.records.knowledge.models import Article, Revision, Translation
from ventanilla.records.knowledge.policies import may_write_in
from ventanilla.records.knowledge.words import (
    LONGEST_SLUG,
    RESERVED,
    About,
    Words,
    check_about,
    check_slug,
    check_words,
    refuse,
)


class TextMoved(Conflict):
    """Somebody else saved the text in `language` meanwhile: `newest` is what they saved. Nothing was kept."""

    def __init__(self, language: str, newest: Revision) -> None:
        super().__init__(_("Somebody else has saved this text meanwhile."), code="text_moved")
        self.language = language
        self.newest = newest


@action
def create(
    *,
    actor: Person | None,
    about: About,
    texts: Mapping[str, Words],
    language: str,
    slug: str = "",
    proposed_by: Person | None = None,
    proposed_from: str = "",
) -> Article:
    """Begin an article: a draft with `texts` by language, of which `language` is the original. Without a `slug` its
    title makes one. `actor` is the author of the texts; for the operator (None) it is the owner.

    Raises NotAllowed, or Invalid naming the fields ("title.es", "owner_team" …).
    """
    require(may_write_in(actor, about.department))
    tidy = {code: words.tidy() for code, words in texts.items()}
    given = {code: words for code, words in tidy.items() if words or code == language}
    wrong = [check_words(given.get(code, Words()), code) for code in dict.fromkeys([language, *given])]
    refuse(check_about(about), *wrong)
    name = slug or _free_slug(given[language].title)
    refuse(check_slug(name), _taken(name))
    article = _added(name, about, language, proposed_by)
    author = actor or about.owner
    for code in sorted(given, key=lambda code: code != language):
        _write(article, texts_of(article), code, given[code], author)
    write_links(article, about)
    tie_packages(article)
    title = given[language].title
    started = ArticleStarted(article=name, title=title, language=language, proposed_from=proposed_from)
    record(article.stream, started, actor=actor)
    return article


def _added(slug: str, about: About, language: str, proposed_by: Person | None) -> Article:
    now = clock.now()
    article = Article(
        slug=slug,
        kind=about.kind,
        language=language,
        department=about.department,
        category=about.category,
        owner=about.owner,
        owner_team=about.owner_team,
        audience=None if about.audience is None else audience_for(about.audience),
        review_on=about.review_on,
        proposed_by=proposed_by,
        created_at=now,
        updated_at=now,
        stream=new_stream(SubjectKind.ARTICLE),
    )
    article.save(force_insert=True)
    name_stream(article.stream, article.pk)
    return article


@action
def propose(*, actor: Person, about: About, words: Words, language: str, ticket: str) -> Article:
    """Begin an article with what was found out in `ticket` (its number); `actor` is named for it on the page.

    Raises NotAllowed or Invalid.
    """
    return create(
        actor=actor,
        about=about,
        texts={language: words},
        language=language,
        proposed_by=actor,
        proposed_from=ticket,
    )


@action
def save_draft(
    *,
    actor: Person | None,
    article: Article,
    texts: Mapping[str, Words],
    base: Mapping[str, int] | None = None,
    in_line: Collection[str] = (),
    small: bool = False,
) -> Article:
    """Keep new `texts` by language; a text that is the same as the newest makes no revision. Readers go on reading what
    is published.

    `base`: the number of the revision that the author began with, by language (0: there was none); when there is a
    newer one, nothing is kept. `in_line`: translations that the author has found to say what the original says.
    `small`: the original changed so little that its translations stay right. Raises NotAllowed, Invalid, TextMoved.
    """
    current = locked(article, actor)
    kept = texts_of(current)
    changed: dict[str, Words] = {}
    for code, words in texts.items():
        tidy = words.tidy()
        known = kept.get(code)
        if (known is None and not tidy) or (known and tidy == words_of(known.newest)):
            continue
        _require_newest(known, code, base)
        changed[code] = tidy
    refuse(*(check_words(words, code) for code, words in changed.items()))
    before = _number(kept.get(current.language))
    for code in sorted(changed, key=lambda code: code != current.language):
        _write(current, kept, code, changed[code], actor or current.owner)
    _bring_in_line(current, kept, in_line, before if small else None)
    if changed:
        touch(current)
        revisions = {code: kept[code].newest.number for code in changed}
        record(current.stream, ArticleSaved(article=current.slug, revisions=revisions), actor=actor)
    return current


def words_of(text: Revision | Translation) -> Words:
    """The words of a stored text."""
    return Words(text.title, text.summary, text.body, tuple(text.keywords))


def _require_newest(known: Translation | None, code: str, base: Mapping[str, int] | None) -> None:
    if base is not None and known is not None and base.get(code, 0) != known.newest.number:
        raise TextMoved(code, known.newest)


def _write(
    article: Article, kept: dict[str, Translation], code: str, words: Words, author: Person | None
) -> None:
    """A new revision, and the translation's row that leads to it. `kept` is brought up to date."""
    known = kept.get(code)
    revision = Revision.objects.create(
        article=article,
        language=code,
        number=known.newest.number + 1 if known else 1,
        author=author,
        saved_at=clock.now(),
        **_columns(words),
    )
    text = known or Translation(article=article, language=code)
    text.newest = revision
    if code != article.language:
        text.source_revision = _number(kept.get(article.language)) or None
    if text.published_id is None:
        show(text, revision)
    text.save()
    kept[code] = text


def show(text: Translation, revision: Revision) -> None:
    """Let `text` hold the words of `revision`; saving is for the caller."""
    for name, value in _columns(words_of(revision)).items():
        setattr(text, name, value)
    text.author, text.updated_at, text.rendered = revision.author, revision.saved_at, {}


def _columns(words: Words) -> dict[str, object]:
    return {
        "title": words.title,
        "summary": words.summary,
        "body": words.body,
        "keywords": list(words.keywords),
    }


def _number(text: Translation | None) -> int:
    return text.newest.number if text else 0


def _bring_in_line(
    article: Article, kept: Mapping[str, Translation], in_line: Collection[str], before: int | None
) -> None:
    """Translations that say what the original says now; `before` is the original's number before a small change."""
    now = _number(kept.get(article.language))
    for code, text in kept.items():
        if code == article.language or text.source_revision is None:
            continue
        if code in in_line or (before is not None and text.source_revision == before):
            text.source_revision = now
            text.save(update_fields=["source_revision"])


def _free_slug(title: str) -> str:
    name = slugify(title)[: LONGEST_SLUG - 5].strip("-") or "article"
    taken = set(Article.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    taken |= RESERVED
    candidates = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _taken(slug: str) -> dict[str, list[str]]:
    if Article.objects.filter(slug=slug).exists():
        return {"slug": [_("Another article has this address: choose another one.")]}
    return {}
