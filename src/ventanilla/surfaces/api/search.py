"""Searching, and telling whether it helped."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from ventanilla.core.access.limits import guard_searching
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.models import Document
from ventanilla.engines.search.queries import Hit, document_of, need_with, suggest
from ventanilla.records.catalog.queries import service_for
from ventanilla.records.knowledge.queries import article_for
from ventanilla.surfaces.api.errors import Error, errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id
from ventanilla.surfaces.api.services import opens_out
from ventanilla.surfaces.api.shapes import OpensOut

router = Router(tags=["search"])

USUAL = 10
KINDS = (Kind.SERVICE, Kind.ARTICLE, Kind.TICKET)
Typed = Annotated[
    str, StringConstraints(max_length=200), Field(description="What was typed", examples=["vpn"])
]
Size = Annotated[int, Field(ge=1, le=40, description="How many; ten when not said")]
Slug = Annotated[str, StringConstraints(max_length=100, pattern=r"^[-a-zA-Z0-9_]+$")]


class HitOut(Schema):
    """`slug` is the number of a ticket; `language` that of title and summary; `opens` what a resource opens."""

    kind: Kind
    slug: str
    title: str
    summary: str
    language: str
    opens: OpensOut | None


class ResultsOut(Schema):
    """Best first. `corrected` is the text without slips, when it had some; `need` (null for an empty text) is for
    telling whether it was solved."""

    items: list[HitOut]
    found: int
    corrected: str
    need: int | None


class SuggestionsOut(Schema):
    items: list[HitOut]


class NewSolution(Body):
    """Which service or article it was, and whether it solved the need."""

    kind: Literal["service", "article"]
    slug: Slug
    solved: bool = True


class SolutionOut(Schema):
    need: int
    solved: bool


@router.get("/search", response={200: ResultsOut, 429: Error, **errors()}, summary="Search")
def search_everything(
    request: HttpRequest,
    q: Query[Typed],
    kind: Query[Literal["service", "article", "ticket"] | None] = None,
    size: Query[Size | None] = None,
) -> ResultsOut:
    """Services, articles and your own tickets that answer `q`. What was looked for is kept, as in the portal."""
    person = caller(request)
    guard_searching(person)
    kinds = (Kind(kind),) if kind else KINDS
    found = actions.look(actor=person, text=q, kinds=kinds, size=size or USUAL)
    return ResultsOut(
        items=[hit_out(hit) for hit in found.hits],
        found=found.found,
        corrected=found.corrected,
        need=found.need.pk if found.need else None,
    )


@router.get(
    "/search/suggestions",
    response={200: SuggestionsOut, 429: Error, **errors()},
    summary="Search while typing",
)
def list_suggestions(request: HttpRequest, q: Query[Typed]) -> SuggestionsOut:
    """The best few services and articles for an unfinished text. Nothing is kept."""
    person = caller(request)
    guard_searching(person)
    return SuggestionsOut(items=[hit_out(hit) for hit in suggest(person, q).hits])


@router.post(
    "/needs/{need_id}/solved",
    response={201: SolutionOut, **sent(404)},
    summary="Tell whether a search was solved",
)
def create_solution(request: HttpRequest, need_id: Id, data: NewSolution) -> Status[SolutionOut]:
    """`solved: false` notes that this wasn't the answer."""
    person = caller(request)
    need = need_with(person, need_id)
    tell = actions.solved if data.solved else actions.not_solved
    tell(actor=person, need=need, document=_document(person, data.kind, data.slug))
    return Status(201, SolutionOut(need=need.pk, solved=data.solved))


def hit_out(hit: Hit) -> HitOut:
    """What a search finds, as every answer shows it."""
    return HitOut(
        kind=hit.kind,
        slug=hit.slug,
        title=hit.title,
        summary=hit.summary,
        language=hit.language,
        opens=opens_out(hit.slug, hit.opens),
    )


def _document(person: Person, kind: str, slug: str) -> Document:
    subject = service_for(person, slug) if kind == Kind.SERVICE else article_for(person, slug)
    found = document_of(Kind(kind), subject.pk)
    if found is None:
        raise NotFound(_("It isn't in the index yet. Try again in a moment."))
    return found
