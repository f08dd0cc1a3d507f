"""The health of services: what is out, what is planned, and (for who keeps it) what to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.status import actions
from ventanilla.records.status.choices import Wants
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.status.queries import board, components_kept_by, outage_at_desk, outage_for, past_for
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short, Text
from ventanilla.surfaces.api.shapes import Listed

router = Router(tags=["status"])

HealthName = Literal["degraded", "down"]
EARLIEST, LATEST = 1970, 9000
"""Years that every zone can tell."""


class UpdateOut(Schema):
    at: datetime
    state: str
    text: str


class TouchOut(Schema):
    component: str
    health: str


class OutageOut(Schema):
    """`kind`: outage or planned; `state` where it stands, over at the end; `updates` the latest first."""

    id: int
    kind: str
    title: str
    state: str
    started_at: datetime
    ends_at: datetime | None
    over_at: datetime | None
    next_update_at: datetime | None
    touches: list[TouchOut]
    updates: list[UpdateOut]


class ComponentOut(Schema):
    """`health`: up, planned, degraded or down; `troubled_days` of the last 90."""

    slug: str
    name: str
    health: str
    troubled_days: int


class StatusOut(Schema):
    health: str
    components: list[ComponentOut]
    current: list[OutageOut]
    planned: list[OutageOut]


class Texts(Body):
    """A text in one language at least."""

    es: Text = ""
    en: Text = ""


class NewUpdate(Body):
    """`state`: investigating, identified or watching; scheduled or under_way for planned work. `components`: what it
    touches now and how badly, by slug; those that other departments keep stay as they are."""

    state: Literal["investigating", "identified", "watching", "scheduled", "under_way"]
    text: Texts
    components: Annotated[dict[Short, HealthName], Field(max_length=50)] | None = None
    next_update_at: Annotated[datetime, Field(strict=False)] | None = None


class Ending(Body):
    text: Texts = Texts()


class Following(Body):
    """`affected`: it affects you; `wants`: what you want to hear. What isn't given stays as it was."""

    affected: bool | None = None
    wants: Literal["everything", "end", "nothing"] | None = None


class FollowingOut(Schema):
    affected: bool
    wants: str


@router.get("", response={200: StatusOut, **errors()}, summary="How everything is")
def show_status(request: HttpRequest) -> StatusOut:
    """The components that concern you, what is out now and what is planned."""
    found = board(caller(request), timezone.get_current_timezone())
    return StatusOut(
        health=found.health,
        components=[
            ComponentOut(
                slug=part.component.slug,
                name=pick(part.component.name),
                health=part.health,
                troubled_days=part.troubled,
            )
            for part in found.parts
        ],
        current=[outage_out(outage) for outage in found.current],
        planned=[outage_out(outage) for outage in found.planned],
    )


@router.get("/outages", response={200: Listed[OutageOut], **errors()}, summary="Outages, the latest first")
def list_outages(request: HttpRequest, after: Query[Cursor | None] = None) -> Listed[OutageOut]:
    """Those that go on and those that are over, as far as they concern you."""
    found = past_for(caller(request), after=after)
    return Listed(items=[outage_out(outage) for outage in found.items], next=found.next)


@router.get("/outages/{outage_id}", response={200: OutageOut, **errors(404)}, summary="An outage")
def show_outage(request: HttpRequest, outage_id: Id) -> OutageOut:
    """With all that was said."""
    return outage_out(outage_for(caller(request), outage_id))


@router.post(
    "/outages/{outage_id}/updates",
    response={201: OutageOut, **sent(403, 404, 409)},
    summary="Say how an outage stands",
)
def create_update(request: HttpRequest, outage_id: Id, data: NewUpdate) -> Status[OutageOut]:
    """For the agents of the department that keeps one of its components."""
    person = caller(request)
    outage = outage_at_desk(person, outage_id)
    actions.update(
        actor=person,
        outage=outage,
        state=data.state,
        text=data.text.model_dump(),
        components=None if data.components is None else _touched(person, outage, data.components),
        next_update_at=aware(data.next_update_at, "next_update_at"),
    )
    return Status(201, outage_out(outage_at_desk(person, outage_id)))


@router.post(
    "/outages/{outage_id}/end",
    response={200: OutageOut, **sent(403, 404, 409)},
    summary="Say that an outage is over",
)
def create_end(request: HttpRequest, outage_id: Id, data: Ending | None = None) -> OutageOut:
    """Its reports end with it, and everybody whom it concerns is told once. The body may be left out."""
    person = caller(request)
    actions.end(
        actor=person,
        outage=outage_at_desk(person, outage_id),
        text=data.text.model_dump() if data else {},
    )
    return outage_out(outage_at_desk(person, outage_id))


@router.post(
    "/outages/{outage_id}/following",
    response={200: FollowingOut, **sent(404)},
    summary="Say that it affects you, and what you want to hear",
)
def create_following(request: HttpRequest, outage_id: Id, data: Following) -> FollowingOut:
    """Instead of a request of your own."""
    person = caller(request)
    outage = outage_for(person, outage_id)
    row = actions.follow(actor=person, outage=outage, affected=data.affected, wants=_wants(data.wants))
    return FollowingOut(affected=row.affected, wants=row.wants)


def _touched(person: Person, outage: Outage, given: Mapping[str, str]) -> dict[Component, str]:
    mine = {row.slug: row for row in components_kept_by(person)}
    if given.keys() - mine.keys():
        said = _("There is no such component, or your department doesn't keep it.")
        raise Invalid(said, {"components": [said]})
    rows = outage.touches.select_related("component")
    kept = {row.component: row.health for row in rows if row.component.slug not in mine}
    return {**kept, **{mine[slug]: health for slug, health in given.items()}}


def _wants(given: str | None) -> Wants | None:
    return Wants(given) if given else None


def aware(at: datetime | None, field: str) -> datetime | None:
    """An instant without a zone is one in the caller's. Raises Invalid naming the `field` for what can't be kept."""
    said = _("Write a date and a time.")
    if at is None:
        return None
    try:
        found = at if timezone.is_aware(at) else timezone.make_aware(at)
    except OverflowError:
        raise Invalid(said, {field: [said]}) from None
    if not EARLIEST <= found.year <= LATEST:
        raise Invalid(said, {field: [said]})
    return found


def outage_out(outage: Outage) -> OutageOut:
    """An outage that a query for readers or for the desk has found."""
    rows: Any = outage
    return OutageOut(
        id=outage.pk,
        kind=outage.kind,
        title=pick(outage.title),
        state=outage.state,
        started_at=outage.started_at,
        ends_at=outage.ends_at,
        over_at=outage.over_at,
        next_update_at=outage.next_update_at,
        touches=[TouchOut(component=row.component.slug, health=row.health) for row in rows.shown],
        updates=[UpdateOut(at=row.at, state=row.state, text=pick(row.text)) for row in rows.said],
    )
