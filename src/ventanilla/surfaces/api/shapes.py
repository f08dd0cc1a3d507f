"""What the API answers with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from ninja import Schema

Item = TypeVar("Item")


class Listed(Schema, Generic[Item]):
    """A page of a list; `next` goes into the query as `after`."""

    items: list[Item]
    next: str | None = None


class PersonOut(Schema):
    name: str
    email: str


class ServiceOut(Schema):
    slug: str
    title: str
    summary: str
    category: str
    department: str


class ServiceDetail(ServiceOut):
    description: str
    version: int
    promised_at: datetime | None
    form: dict[str, Any]
    rules: dict[str, Any]


class TicketOut(Schema):
    number: str
    kind: str
    title: str
    status: str
    outcome: str | None
    priority: int
    requester: PersonOut
    requested_for: PersonOut
    team: str
    assignee: str | None
    created_at: datetime
    promised_at: datetime | None


class StepOut(Schema):
    """`state`: active, done, cancelled or failed; `next` for a step that will likely follow."""

    block: str
    state: str
    name: str
    who: list[str]
    due: datetime | None


class EntryOut(Schema):
    at: datetime
    type: str
    who: str | None
    text: str
    detail: str


class FileOut(Schema):
    key: str
    name: str
    size: int


class TicketDetail(TicketOut):
    """`tasks` are those in which something is asked of you; `promise` says the promised date in words, and why it
    moved."""

    promise: str
    answers: dict[str, Any]
    steps: list[StepOut]
    timeline: list[EntryOut]
    files: list[FileOut]
    tasks: list[int]


class LineOut(Schema):
    """What decides, or what a task is about, in words."""

    id: str
    label: str
    text: str


class ChangeOut(Schema):
    """An answer that is another one now."""

    label: str
    old: str
    new: str


class ApprovalOut(Schema):
    """`shown` is what matters most for the decision; `changes` what is other than when you saw it last."""

    id: int
    ticket: str
    title: str
    requester: PersonOut
    shown: list[LineOut]
    changes: list[ChangeOut]
    answers: dict[str, Any]
    opened_at: datetime
    due: datetime | None
    digest: str


class TaskOut(Schema):
    """`form` is the JSON Schema of the answers that complete it; `said` is why it is there (the words of
    whoever sent a request back, or the problem); `shown` is what it is about; `answers` are those that count
    now."""

    id: int
    ticket: str
    kind: str
    title: str
    instructions: str
    said: str
    shown: list[LineOut]
    form: dict[str, Any]
    answers: dict[str, Any]
    due: datetime | None


class AssetOut(Schema):
    serial: str
    model: str
    since: datetime | None


class CommentOut(Schema):
    id: int
    text: str
    internal: bool
    created_at: datetime


class DecisionOut(Schema):
    approval: int
    decision: str
    comment: str
    decided_at: datetime
