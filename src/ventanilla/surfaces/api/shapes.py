"""What the API answers with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from ninja import Schema

from ventanilla.records.catalog.choices import Way

Item = TypeVar("Item")


class Listed(Schema, Generic[Item]):
    """A page of a list; `next` goes into the query as `after`."""

    items: list[Item]
    next: str | None = None


class PersonOut(Schema):
    name: str
    email: str


class OpensOut(Schema):
    """What a resource opens, in words (`text`) and as it is: the `address` of a link; of a file the address of this API
    that hands it out, its `name` and `size` in bytes; of a contact whom one calls, writes to or finds, and when."""

    way: Way
    text: str
    address: str
    name: str
    size: int
    phone: str
    email: str
    place: str
    hours: str


class ServiceOut(Schema):
    """`opens` is there for a resource, which is opened; everything else is asked for."""

    slug: str
    title: str
    summary: str
    category: str
    department: str
    opens: OpensOut | None


class PaceOut(Schema):
    """How long the requests of the last 90 days took, in working time: `half` of them, and 85 of 100 (`most`), at the
    most so many working days (0: within one) and minutes of working time."""

    counted: int
    half_days: int
    half_minutes: int
    most_days: int
    most_minutes: int
    text: str


class ServiceDetail(ServiceOut):
    """`pace` is there once 20 requests were done lately."""

    description: str
    version: int
    promised_at: datetime | None
    pace: PaceOut | None
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


class OnceOut(Schema):
    """Something that was made for you and can be read once, until it expires."""

    id: int
    name: str
    expires_at: datetime


class TicketDetail(TicketOut):
    """`tasks` are those in which something is asked of you; `promise` says the promised date in words, and why it
    moved; `code_sent_to` where the code went that you are to enter, empty when none is waited for."""

    promise: str
    answers: dict[str, Any]
    steps: list[StepOut]
    timeline: list[EntryOut]
    files: list[FileOut]
    tasks: list[int]
    code_sent_to: str
    secrets: list[OnceOut]


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


class EnquiryOut(Schema):
    """What was asked before deciding; `answer` is empty until it is there."""

    text: str
    whom: PersonOut
    asked_at: datetime
    answer: str


class SaidOut(Schema):
    """What somebody decided, for themself or on behalf of others."""

    by: str
    on_behalf_of: list[str]
    decision: str
    comment: str
    decided_at: datetime


class EarlierOut(Schema):
    """Another approval of the same request that is over; without `decisions` the time was up."""

    title: str
    outcome: str
    ended_at: datetime | None
    decisions: list[SaidOut]


class ApprovalOut(Schema):
    """`shown` is what matters most for the decision; `changes` what is other than when you saw it last;
    `on_behalf_of` for whom you would decide; `paused`: an answer to a question is waited for; `kept`: who asked sees
    nothing of this step; `decisions`: what others have said here already; `earlier`: what was decided about the
    request before, as far as you may read it."""

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
    on_behalf_of: list[str]
    cost: dict[str, str] | None
    paused: bool
    kept: bool
    decisions: list[SaidOut]
    earlier: list[EarlierOut]


class TaskOut(Schema):
    """`form` is the JSON Schema of the answers that complete it; `said` is why it is there (the words of
    whoever sent a request back, or the problem), `marked` the ids of the questions to correct; `shown` is what it
    is about; `answers` are those that count now."""

    id: int
    ticket: str
    kind: str
    title: str
    instructions: str
    said: str
    marked: list[str]
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
    on_behalf_of: list[str]


class TriedOut(Schema):
    """One of several decisions; `problem` says why it could not be."""

    id: int
    decided: bool
    problem: str


class SeveralOut(Schema):
    items: list[TriedOut]


class DecidedOut(Schema):
    """A decision and what became of it: `outcome` of the approval (empty while others decide), and how the ticket
    stands."""

    approval: int
    ticket: str
    title: str
    by: str
    on_behalf_of: list[str]
    decision: str
    comment: str
    decided_at: datetime
    outcome: str
    ticket_status: str
    ticket_outcome: str


class AbsenceOut(Schema):
    id: int
    from_on: date
    until_on: date
    delegate: PersonOut | None
    departments: list[str]
    services: list[str]
    note: str
