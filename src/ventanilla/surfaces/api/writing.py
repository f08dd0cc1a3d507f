"""Writing articles: beginning, changing, looking at, publishing and archiving them."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge import actions, queries
from ventanilla.records.knowledge.actions import Manuscript
from ventanilla.records.knowledge.markdown import render
from ventanilla.records.knowledge.policies import may_write_somewhere
from ventanilla.records.knowledge.queries import article_kept_by, desk_list
from ventanilla.records.knowledge.words import check_guide, check_words
from ventanilla.records.tickets.actions import propose_article
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.manuscripts import (
    CALLED,
    named_as_sent,
    original_of,
    spoken,
    telling_moved,
    to_publish,
    words_in,
    wrong,
)
from ventanilla.surfaces.api.naming import about_changed, about_new
from ventanilla.surfaces.api.reading import Body, Cursor, Day, Id, Short, Text
from ventanilla.surfaces.api.shapes import Listed
from ventanilla.surfaces.api.written import (
    ArticleChange,
    Code,
    Codes,
    MovedError,
    NewArticle,
    PictureOut,
    PreviewIn,
    PreviewOut,
    RevisionDetail,
    RevisionOut,
    WrittenDetail,
    WrittenOut,
    revision_out,
    written_detail,
    written_out,
)

router = Router(tags=["writing"])

Show = Literal["mine", "team", "drafts", "review", "stale", "rated", "archived"]


class Publication(Body):
    """The `languages` to give to readers; all when left out."""

    languages: Codes | None = None


class Archiving(Body):
    note: Text = ""


class Review(Body):
    """`review_on`: when to look again; never when left out."""

    review_on: Day | None = None


@router.get(
    "/desk/articles", response={200: Listed[WrittenOut], **errors(403)}, summary="Articles that you keep"
)
def list_written(
    request: HttpRequest,
    show: Query[Show | None] = None,
    q: Query[Short | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[WrittenOut]:
    """In whatever state, changed last first. `show`: those you wrote or own (`mine`), of your `team`, to be published
    (`drafts`), to `review`, with translations behind (`stale`), that didn't help (`rated`), or `archived`. `q`: words
    of their titles."""
    person = _writer(request)
    today = clock.today(timezone.get_current_timezone())
    found = desk_list(person, today, which=show or "", text=q or "", after=after)
    return Listed(items=[written_out(article) for article in found.items], next=found.next)


@router.post("/desk/articles", response={201: WrittenDetail, **sent(403)}, summary="Begin an article")
def create_article(request: HttpRequest, data: NewArticle) -> Status[WrittenDetail]:
    """A draft, unless you publish it at once. Its title makes its short name."""
    person = _writer(request)
    publish = to_publish("publish", data.publish, data.texts)
    with named_as_sent():
        saved = actions.save(
            actor=person,
            article=None,
            manuscript=Manuscript(
                about=about_new(person, data),
                texts={spoken(code): words_in(text) for code, text in data.texts.items()},
                language=original_of(data),
            ),
            publish_in=publish,
        )
    return Status(201, _shown(person, saved.slug))


@router.post(
    "/desk/articles/preview",
    response={200: PreviewOut, **sent(403)},
    summary="Look at a text before it is kept",
)
def preview_article(request: HttpRequest, data: PreviewIn) -> PreviewOut:
    """As its readers would see it, with what would keep them from getting it. Nothing is kept."""
    _writer(request)
    words = words_in(data).tidy()
    found = check_words(words, "", complete=True) | check_guide(data.kind, words, "")
    names = {name: name.rstrip(".") for name in found}
    problems = {CALLED.get(names[name], names[name]): said for name, said in found.items()}
    return PreviewOut(html=render(words.body).html, problems=problems)


@router.get(
    "/desk/articles/{slug:slug}",
    response={200: WrittenDetail, **errors(403, 404)},
    summary="An article to write",
)
def show_written(request: HttpRequest, slug: str) -> WrittenDetail:
    """With its newest text in each language, published or not."""
    return _shown(_writer(request), slug)


@router.patch(
    "/desk/articles/{slug:slug}",
    response={200: WrittenDetail, **sent(403, 404), 409: MovedError},
    summary="Change an article",
)
def change_article(request: HttpRequest, slug: str, data: ArticleChange) -> WrittenDetail:
    """All of it or nothing. Readers get it when it is published, at once in the languages that `publish` names. 409
    when somebody else has saved the same meanwhile, with what stands now."""
    person = _writer(request)
    article = article_kept_by(person, slug)
    newest = {text.language: actions.words_of(text.newest) for text in article.translations.all()}
    publish = to_publish("publish", data.publish, [*newest, *data.texts])
    with telling_moved(lambda: _shown(person, slug)), named_as_sent():
        actions.save(
            actor=person,
            article=article,
            manuscript=Manuscript(
                about=about_changed(person, article, data),
                texts={
                    spoken(code, *newest): words_in(text, newest.get(code))
                    for code, text in data.texts.items()
                },
                base={code: text.revision for code, text in data.texts.items()},
                edition=data.edition,
                in_line=[code for code, text in data.texts.items() if text.in_line],
                small=data.small,
            ),
            publish_in=publish,
        )
    return _shown(person, slug)


@router.post(
    "/desk/articles/{slug:slug}/publication",
    response={200: WrittenDetail, **sent(403, 404)},
    summary="Give the newest texts to readers",
)
def publish_article(request: HttpRequest, slug: str, data: Publication | None = None) -> WrittenDetail:
    """An archived one is back with it. 422 says what is still missing. The body may be left out."""
    person = _writer(request)
    article = article_kept_by(person, slug)
    written = [text.language for text in article.translations.all()]
    chosen = to_publish("languages", data.languages or [], written) if data else None
    with named_as_sent():
        actions.publish(actor=person, article=article, languages=chosen)
    return _shown(person, slug)


@router.post(
    "/desk/articles/{slug:slug}/archiving",
    response={200: WrittenDetail, **sent(403, 404, 409)},
    summary="Take an article from its readers",
)
def archive_article(request: HttpRequest, slug: str, data: Archiving | None = None) -> WrittenDetail:
    """You keep it, and may publish it again. `note` says why. The body may be left out."""
    person = _writer(request)
    actions.archive(actor=person, article=article_kept_by(person, slug), note=data.note if data else "")
    return _shown(person, slug)


@router.post(
    "/desk/articles/{slug:slug}/review",
    response={200: WrittenDetail, **sent(403, 404)},
    summary="Say that an article is right",
)
def review_article(request: HttpRequest, slug: str, data: Review) -> WrittenDetail:
    """You have looked it over."""
    person = _writer(request)
    actions.reviewed(actor=person, article=article_kept_by(person, slug), review_on=data.review_on)
    return _shown(person, slug)


@router.get(
    "/desk/articles/{slug:slug}/revisions",
    response={200: Listed[RevisionOut], **errors(403, 404)},
    summary="The saved texts of an article",
)
def list_revisions(
    request: HttpRequest, slug: str, language: Query[Code | None] = None, after: Query[Cursor | None] = None
) -> Listed[RevisionOut]:
    """In `language` (that of the original when left out), the newest first."""
    article = article_kept_by(_writer(request), slug)
    found = queries.history(article, language or article.language, after=after)
    return Listed(items=[RevisionOut(**revision_out(row)) for row in found.items], next=found.next)


@router.get(
    "/desk/articles/{slug:slug}/revisions/{language}/{number}",
    response={200: RevisionDetail, **errors(403, 404)},
    summary="A saved text of an article",
)
def show_revision(request: HttpRequest, slug: str, language: Code, number: Id) -> RevisionDetail:
    """Save it again to take it back."""
    row = queries.revision_of(article_kept_by(_writer(request), slug), language, min(number, 2**31 - 1))
    return RevisionDetail(**revision_out(row), summary=row.summary, markdown=row.body, keywords=row.keywords)


@router.post(
    "/desk/articles/{slug:slug}/pictures",
    response={201: PictureOut, **sent(403, 404)},
    summary="Add a picture for an article",
)
def create_picture(
    request: HttpRequest, slug: str, file: File[UploadedFile], shows: Form[Short]
) -> Status[PictureOut]:
    """PNG, JPEG, GIF or WebP, up to 5 MB. `shows` says what is on it, for those who can't see it. Put the `markdown`
    into a text."""
    person = _writer(request)
    article, words = article_kept_by(person, slug), actions.picture_words(shows)
    if not words:
        raise wrong("shows", _("Say what the picture shows: some readers can't see it."))
    picture = actions.add_picture(actor=person, article=article, name=file.name or "", content=file)
    return Status(201, PictureOut(key=str(picture.file.key), markdown=actions.picture_line(picture, words)))


@router.post(
    "/tickets/{slug:number}/article",
    response={201: WrittenDetail, **errors(403, 404, 409)},
    summary="Begin an article from a ticket",
)
def propose_from_ticket(request: HttpRequest, number: str) -> Status[WrittenDetail]:
    """A draft with what it was about and how it was solved. Take out names, and whatever is about one person alone. 409
    when one is being written already."""
    person = caller(request)
    ticket = visible(person, number)
    if not (is_staff(person, ticket) and may_write_somewhere(person)):
        raise NotAllowed(_("Only the team that works on it can do this."))
    article = propose_article(actor=person, ticket=ticket)
    return Status(201, _shown(person, article.slug))


def _writer(request: HttpRequest) -> Person:
    person = caller(request)
    require(may_write_somewhere(person))
    return person


def _shown(person: Person, slug: str) -> WrittenDetail:
    return written_detail(person, article_kept_by(person, slug))
