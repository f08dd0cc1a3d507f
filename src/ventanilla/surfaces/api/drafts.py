"""What somebody has begun to ask for, kept until it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema, Status
from pydantic import Field

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.queries import service_for, service_to_ask
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.drafts import changes_since, draft_of, drafts_of
from ventanilla.records.tickets.models import Draft
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body

router = Router(tags=["drafts"])
NO_DRAFT = _("You have begun nothing there.")


class DraftOut(Schema):
    """`revision` grows with each change; `changed`: what the service asks differently since it was written, in words
    by "new", "gone" or "other"."""

    service: str
    title: str
    answers: dict[str, Any]
    revision: int
    in_order: bool
    begun_at: datetime
    changed_at: datetime
    changed: list[dict[str, str]]


class DraftsOut(Schema):
    items: list[DraftOut]


class DraftIn(Body):
    """`revision` is that of the draft that the answers go on from (0: there is none yet); without it they are written
    over whatever is there. `in_order`: whether it is sent with `POST orders`; as it was when not said."""

    answers: dict[str, Any] = {}
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    in_order: bool | None = None


@router.get("", response={200: DraftsOut, **errors()}, summary="What you have begun")
def list_drafts(request: HttpRequest) -> DraftsOut:
    """The latest first. One for each service; after 30 days without a change it is gone."""
    return DraftsOut(items=[_out(draft) for draft in drafts_of(caller(request))])


@router.get("/{slug:slug}", response={200: DraftOut, **errors(404)}, summary="One draft")
def show_draft(request: HttpRequest, slug: str) -> DraftOut:
    """What you have begun to ask of this service."""
    person = caller(request)
    draft = draft_of(person, service_for(person, slug))
    if draft is None:
        raise NotFound(NO_DRAFT)
    return _out(draft)


@router.put("/{slug:slug}", response={200: DraftOut, **sent(403, 404, 409)}, summary="Keep a draft")
def keep_draft(request: HttpRequest, slug: str, data: DraftIn) -> DraftOut:
    """Answers are kept as they are, complete or not; those to secret questions are left out. 409 (`changed`) when it
    was written elsewhere meanwhile."""
    person = caller(request)
    service = service_to_ask(person, slug)
    kept = actions.keep_draft(
        actor=person,
        service=service,
        answers=data.answers,
        revision=data.revision,
        in_order=data.in_order,
    )
    return _out(kept)


@router.delete("/{slug:slug}", response={204: None, **errors(404)}, summary="Drop a draft")
def drop_draft(request: HttpRequest, slug: str) -> Status[None]:
    """It is gone for good."""
    person = caller(request)
    if not actions.discard_draft(actor=person, service=service_for(person, slug)):
        raise NotFound(NO_DRAFT)
    return Status(204, None)


def _out(draft: Draft) -> DraftOut:
    live = draft.service.live_version
    changed = changes_since(draft.version, live) if live else []
    return DraftOut(
        service=draft.service.slug,
        title=pick(draft.service.title),
        answers=draft.answers,
        revision=draft.revision,
        in_order=draft.in_order,
        begun_at=draft.begun_at,
        changed_at=draft.changed_at,
        changed=[{"how": one.how, "question": one.label} for one in changed],
    )
