"""Articles as their authors have them: what is sent of them, and what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models import Article, Revision, Translation
from ventanilla.records.knowledge.named import named_of
from ventanilla.records.knowledge.queries import reasons_against, text_state
from ventanilla.records.tickets.proposals import tickets_of
from ventanilla.records.tickets.queries import numbers_seen
from ventanilla.surfaces.api.errors import Error
from ventanilla.surfaces.api.reading import Body, Day, Short, Text
from ventanilla.surfaces.api.shapes import PersonOut

Code = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Codes = Annotated[list[Code], Field(max_length=20)]
Markdown = Annotated[str, StringConstraints(max_length=50_000)]
Words = Annotated[list[Short], Field(max_length=100)]
Slugs = Annotated[list[Short], Field(max_length=100)]
KindName = Literal["article", "faq", "guide"]
Readers = Literal["internal", "departments", "customers", "everybody", "kept"]


class AroundIn(Body):
    """`category`, `owner_team`, `services` and `related` (articles) by their short names, `owner` by the address.
    `audience`: the people of your organisation (`internal`), of some `departments`, `customers`, `everybody`, or as it
    is (`kept`)."""

    kind: KindName | None = None
    category: Short | None = None
    owner_team: Short | None = None
    owner: Short | None = None
    audience: Readers | None = None
    departments: Slugs | None = None
    review_on: Day | None = None
    services: Slugs | None = None
    related: Slugs | None = None


class TextIn(Body):
    title: Text | None = None
    summary: Text | None = None
    markdown: Markdown | None = None
    keywords: Words | None = None


class ChangedText(TextIn):
    """What is left out stays. `revision` is that of the text that you go on from (0: there is none yet). `in_line`:
    this translation says what the original says now."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1)]
    in_line: bool = False


class NewArticle(AroundIn):
    """`texts` by language, of which `language` is the original (when there are several). `publish`: the languages to
    give to readers at once. Left out, `owner` and `owner_team` are you and yours."""

    texts: dict[Code, TextIn]
    language: Code | None = None
    publish: Codes = []


class ArticleChange(AroundIn):
    """What is left out stays (`review_on: null` takes the day away). `edition` is that of the article which you go on
    from, when something beside the texts changes. `small`: translations stay right though the original changes."""

    texts: dict[Code, ChangedText] = {}
    edition: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    small: bool = False
    publish: Codes = []


class PreviewIn(TextIn):
    kind: KindName = "article"


class PreviewOut(Schema):
    """`html` is to be shown as it is: it holds no scripts. `problems`: what would keep readers from getting it, by
    field."""

    html: str
    problems: dict[str, list[str]]


class TextOut(Schema):
    """`state`: draft (never published), waits (changes that readers don't have), stale (the original was changed since)
    or live."""

    language: str
    state: str
    revision: int
    title: str


class WrittenOut(Schema):
    """`language` is that of the original; `edition` grows when something beside the texts changes."""

    slug: str
    kind: str
    state: str
    language: str
    category: str
    department: str
    owner_team: str
    owner: PersonOut
    review_on: date | None
    helpful: int
    unhelpful: int
    edition: int
    updated_at: datetime
    texts: list[TextOut]


class WholeTextOut(TextOut):
    """The newest text, published or not; `published`: the revision that readers have."""

    summary: str
    markdown: str
    keywords: list[str]
    author: str | None
    saved_at: datetime
    published: int | None


class WrittenDetail(WrittenOut):
    """`reasons`: why it didn't help, with how many said so; `tickets` that gave cause for it, as far as you see
    them."""

    texts: list[WholeTextOut]  # type: ignore[assignment]
    audience: str
    departments: list[str]
    services: list[str]
    related: list[str]
    proposed_by: str | None
    reasons: dict[str, int]
    tickets: list[str]


class MovedError(Error):
    """`article` is how it stands now: `text_moved` when somebody else saved the text in `language` meanwhile,
    `details_moved` when they changed what surrounds it. Nothing was kept, nothing of theirs is lost."""

    language: str | None = None
    article: WrittenDetail | None = None


class RevisionOut(Schema):
    """A saved text; `published_at`: when readers got it."""

    number: int
    language: str
    title: str
    author: str | None
    saved_at: datetime
    published_at: datetime | None


class RevisionDetail(RevisionOut):
    summary: str
    markdown: str
    keywords: list[str]


class PictureOut(Schema):
    """`markdown` shows it in a text of this article."""

    key: str
    markdown: str


def written_out(article: Article) -> WrittenOut:
    """A line of a list. The article comes with its texts."""
    texts = [TextOut(**_text(article, text)) for text in _in_order(article)]
    return WrittenOut(**_summary(article), texts=texts)


def written_detail(person: Person, article: Article) -> WrittenDetail:
    """All of an article, as `article_kept_by` gives it."""
    named = named_of(article)
    reasons, _said = reasons_against(article)
    numbers = tickets_of(article.pk)
    seen = numbers_seen(person, numbers) if numbers else set()
    return WrittenDetail(
        **_summary(article),
        texts=[_whole(article, text) for text in _in_order(article)],
        audience=named.audience,
        departments=list(named.departments),
        services=[service.slug for service in named.services],
        related=[other.slug for other in named.related],
        proposed_by=article.proposed_by.name if article.proposed_by else None,
        reasons={reason.value: times for reason, times in reasons},
        tickets=[number for number in numbers if number in seen],
    )


def revision_out(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "language": revision.language,
        "title": revision.title,
        "author": revision.author.name if revision.author else None,
        "saved_at": revision.saved_at,
        "published_at": revision.published_at,
    }


def _summary(article: Article) -> Mapping[str, Any]:
    return {
        "slug": article.slug,
        "kind": article.kind,
        "state": article.state,
        "language": article.language,
        "category": article.category.slug,
        "department": article.department.slug,
        "owner_team": article.owner_team.slug,
        "owner": PersonOut(name=article.owner.name, email=article.owner.email),
        "review_on": article.review_on,
        "helpful": article.helpful,
        "unhelpful": article.unhelpful,
        "edition": article.edition,
        "updated_at": article.updated_at,
    }


def _in_order(article: Article) -> list[Translation]:
    """The original first."""
    return sorted(
        article.translations.all(), key=lambda text: (text.language != article.language, text.language)
    )


def _text(article: Article, text: Translation) -> dict[str, Any]:
    newest = text.newest
    state = text_state(article, text).value
    return {"language": text.language, "state": state, "revision": newest.number, "title": newest.title}


def _whole(article: Article, text: Translation) -> WholeTextOut:
    newest = text.newest
    return WholeTextOut(
        **_text(article, text),
        summary=newest.summary,
        markdown=newest.body,
        keywords=newest.keywords,
        author=newest.author.name if newest.author else None,
        saved_at=newest.saved_at,
        published=text.published.number if text.published else None,
    )
