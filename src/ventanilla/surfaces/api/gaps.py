"""What people looked for in vain, until somebody gives it an answer; and the words that mean the same."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ventanilla.core.access.limits import guard_searching
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import GapEnd
from ventanilla.engines.search.models import Gap, Synonym
from ventanilla.engines.search.queries import nearest
from ventanilla.engines.search.queries.gaps import discreet, discreet_ways, gap_for, gaps
from ventanilla.engines.search.queries.synonyms import synonym_for, synonyms, tried
from ventanilla.surfaces.api.errors import Error, errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short, Text
from ventanilla.surfaces.api.search import HitOut, hit_out
from ventanilla.surfaces.api.shapes import Listed

router = Router(tags=["searches"])

Words = Annotated[list[Short], Field(max_length=100)]
Spoken = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


class GapOut(Schema):
    """What `people` looked for, so many `times`. `text` is as it is typed most often; where only one person typed it,
    names are hidden. `ended_as`: article, synonym or service; empty while it is open, or when it was dismissed."""

    id: int
    text: str
    language: str
    people: int
    times: int
    first_at: datetime
    last_at: datetime
    state: str
    owner: str | None
    ended_as: str
    note: str
    closed_by: str | None
    closed_at: datetime | None


class WayOut(Schema):
    text: str
    times: int


class GapDetail(GapOut):
    """`ways` it was typed; `found` is what a search for it finds now, `near` what comes near."""

    ways: list[WayOut]
    found: list[HitOut]
    near: list[HitOut]


class GapEnding(Body):
    """`ended_as`: an `article` or a `service` that is the answer (`note` says which), a `synonym` (`words` that mean
    the same as its text), or `dismissed` (`note` says why)."""

    ended_as: Literal["article", "service", "synonym", "dismissed"]
    note: Text = ""
    words: Words = []
    language: Spoken | None = None


class SynonymIn(Body):
    """Two words or phrases at least."""

    words: Words
    language: Spoken


class SynonymOut(Schema):
    """`source`: starter (it came with the portal), people, or gap (from a search without a result)."""

    id: int
    words: list[str]
    language: str
    source: str
    saved_at: datetime


@router.get(
    "/desk/gaps", response={200: Listed[GapOut], **errors(403)}, summary="What people looked for in vain"
)
def list_gaps(
    request: HttpRequest,
    show: Query[Literal["mine", "done", "dismissed"] | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[GapOut]:
    """The open ones, those that most people have first; `show`: those that you look after (`mine`), `done` or
    `dismissed`. For who writes articles or designs services."""
    found = gaps(caller(request), which=show or "", after=after)
    texts = discreet(found.items)
    return Listed(items=[_gap(gap, texts[gap.pk]) for gap in found.items], next=found.next)


@router.get(
    "/desk/gaps/{gap_id}",
    response={200: GapDetail, 429: Error, **errors(403, 404)},
    summary="A search without an answer",
)
def show_gap(request: HttpRequest, gap_id: Id) -> GapDetail:
    """With what is found for it now, so that you see whether it still needs an answer."""
    person = caller(request)
    gap = gap_for(person, gap_id)
    guard_searching(person)
    return GapDetail(
        **_gap(gap).model_dump(),
        ways=[WayOut(text=text, times=times) for text, times in discreet_ways(gap)],
        found=[hit_out(hit) for hit in tried(person, gap.text).hits],
        near=[hit_out(hit) for hit in nearest(person, gap.text, language=gap.language)],
    )


@router.post(
    "/desk/gaps/{gap_id}/taking",
    response={200: GapOut, **errors(403, 404, 409)},
    summary="Look after a search without an answer",
)
def take_gap(request: HttpRequest, gap_id: Id) -> GapOut:
    """It is yours; twice changes nothing. 409 when it has an answer already."""
    person = caller(request)
    return _gap(actions.take_gap(actor=person, gap=gap_for(person, gap_id)))


@router.delete(
    "/desk/gaps/{gap_id}/taking",
    response={204: None, **errors(403, 404, 409)},
    summary="Look after it no longer",
)
def release_gap(request: HttpRequest, gap_id: Id) -> Status[None]:
    """Somebody else may take it."""
    person = caller(request)
    actions.release_gap(actor=person, gap=gap_for(person, gap_id))
    return Status(204, None)


@router.post(
    "/desk/gaps/{gap_id}/ending",
    response={200: GapOut, **sent(403, 404, 409)},
    summary="Give it an answer, or dismiss it",
)
def end_gap(request: HttpRequest, gap_id: Id, data: GapEnding) -> GapOut:
    """A synonym holds from the next search on. 409 when somebody has dealt with it already."""
    person = caller(request)
    gap = gap_for(person, gap_id)
    if data.ended_as == "synonym":
        words, language = [gap.text, *data.words], data.language or gap.language
        return _gap(actions.mend_by_synonym(actor=person, gap=gap, words=words, language=language))
    ended_as = None if data.ended_as == "dismissed" else GapEnd(data.ended_as)
    return _gap(actions.close_gap(actor=person, gap=gap, ended_as=ended_as, note=data.note))


@router.get(
    "/desk/synonyms", response={200: Listed[SynonymOut], **errors(403)}, summary="Words that mean the same"
)
def list_synonyms(
    request: HttpRequest,
    language: Query[Spoken | None] = None,
    q: Query[Short | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[SynonymOut]:
    """The latest first; those of one `language`, or with `q` in one of the words."""
    found = synonyms(caller(request), language=language or "", text=q or "", after=after)
    return Listed(items=[_synonym(row) for row in found.items], next=found.next)


@router.post("/desk/synonyms", response={201: SynonymOut, **sent(403)}, summary="Let words mean the same")
def create_synonym(request: HttpRequest, data: SynonymIn) -> Status[SynonymOut]:
    """It holds from the next search on."""
    row = actions.save_synonym(actor=caller(request), words=data.words, language=data.language)
    return Status(201, _synonym(row))


@router.put(
    "/desk/synonyms/{synonym_id}",
    response={200: SynonymOut, **sent(403, 404)},
    summary="Change words that mean the same",
)
def change_synonym(request: HttpRequest, synonym_id: Id, data: SynonymIn) -> SynonymOut:
    """All words anew."""
    person = caller(request)
    row = synonym_for(person, synonym_id)
    return _synonym(actions.save_synonym(actor=person, words=data.words, language=data.language, synonym=row))


@router.delete(
    "/desk/synonyms/{synonym_id}",
    response={204: None, **errors(403, 404)},
    summary="Let words not mean the same any more",
)
def remove_synonym(request: HttpRequest, synonym_id: Id) -> Status[None]:
    """It holds from the next search on."""
    person = caller(request)
    actions.remove_synonym(actor=person, synonym=synonym_for(person, synonym_id))
    return Status(204, None)


def _gap(gap: Gap, text: str | None = None) -> GapOut:
    return GapOut(
        id=gap.pk,
        text=discreet([gap])[gap.pk] if text is None else text,
        language=gap.language,
        people=gap.people,
        times=gap.times,
        first_at=gap.first_at,
        last_at=gap.last_at,
        state=gap.state,
        owner=gap.owner.name if gap.owner else None,
        ended_as=gap.ended_as,
        note=gap.note,
        closed_by=gap.closed_by.name if gap.closed_by else None,
        closed_at=gap.closed_at,
    )


def _synonym(row: Synonym) -> SynonymOut:
    return SynonymOut(
        id=row.pk, words=row.words, language=row.language, source=row.source, saved_at=row.saved_at
    )
