"""What the API is told and tells about subscriptions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from ventanilla.surfaces.api.reading import Body, Short, Text
from ventanilla.surfaces.api.shapes import PersonOut

EventWord = Literal[
    "ticket.created",
    "ticket.assigned",
    "ticket.status_changed",
    "ticket.priority_changed",
    "ticket.answers_corrected",
    "ticket.comment_added",
    "ticket.target_missed",
    "ticket.resolved",
    "ticket.cancelled",
    "ticket.reopened",
    "ticket.closed",
    "ticket.rated",
    "approval.requested",
    "approval.decided",
]
Events = Annotated[list[EventWord], Field(max_length=20)]
Slugs = Annotated[list[Short], Field(max_length=500)]
ModeWord = Literal["on", "paused", "off"]
StateWord = Literal["waiting", "delivered", "refused", "given_up"]


class SubscriptionOut(Schema):
    """`services`, `teams`: null for all (of services, those that aren't confidential). `paused_because`: `person`,
    `gone` (it answered 410) or `failing`. `failing_since`: from when on nothing has arrived, null when all is well."""

    id: int
    name: str
    address: str
    events: list[str]
    services: list[str] | None
    teams: list[str] | None
    with_answers: bool
    language: str
    owner: PersonOut
    mode: str
    paused_because: str
    secret_shown: bool
    failing_since: datetime | None
    arrived_at: datetime | None


class NewSubscriptionOut(SubscriptionOut):
    """`secret` signs what is sent; it is never shown again."""

    secret: str


class SecretOut(Schema):
    """The signing secret. It is never shown again."""

    secret: str


class DeliveryOut(Schema):
    """`event_id` is the `id` in what was sent. `status` and `excerpt` are those of the last answer, `problem` says why
    it didn't arrive, `next_at` when it is tried again."""

    id: int
    event_id: str
    event: str
    ticket: str | None
    sequence: int
    state: str
    tries: int
    status: int | None
    excerpt: str
    problem: str
    created_at: datetime
    tried_at: datetime | None
    next_at: datetime | None


class SubscriptionChange(Body):
    """What is left out stays; `services: null` and `teams: null` are all of them. `owner`: the address of an
    administrator of the portal."""

    name: Short | None = None
    address: Text | None = None
    events: Events | None = None
    services: Slugs | None = None
    teams: Slugs | None = None
    with_answers: bool | None = None
    language: Short | None = None
    owner: Short | None = None
    mode: ModeWord | None = None


class NewSubscription(Body):
    """It begins at once; whoever adds it answers for it, unless another `owner` is named."""

    name: Short
    address: Text
    events: Events
    services: Slugs | None = None
    teams: Slugs | None = None
    with_answers: bool = False
    language: Short | None = None
    owner: Short | None = None
