"""What an entry of a ticket's history means to the rest of the world, in the common words of service management."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from ventanilla.core.timeline.entries import EntryType, known_types
from ventanilla.engines.sla.entries import Breached
from ventanilla.engines.telling.choices import EventName
from ventanilla.engines.workflow.entries.approvals import ApprovalAsked, Decided
from ventanilla.records.feedback.entries import Rated
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Event:
    """Something to tell. `changes` are {field: {"old": …, "new": …}}, the old one where it is known; `details` name
    what it is about; `words` is what somebody wrote, which is never told of what is confidential."""

    name: EventName
    changes: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)


@singledispatch
def events_in(what: EntryType, ticket: Ticket) -> tuple[Event, ...]:
    """What `what`, which has just happened to `ticket`, has to tell; mostly nothing."""
    return ()


def telling_names() -> frozenset[str]:
    """The names of the entry types that may tell something. Complete once every app's entries are imported."""
    silent = events_in.dispatch(EntryType)
    return frozenset(name for name, kind in known_types().items() if events_in.dispatch(kind) is not silent)


@events_in.register
def _created(what: entries.Submitted, ticket: Ticket) -> tuple[Event, ...]:
    return (Event(EventName.CREATED),)


@events_in.register
def _assigned(what: entries.Assigned, ticket: Ticket) -> tuple[Event, ...]:
    changes: dict[str, Any] = {"team": {"new": ticket.team.slug}}
    if not ticket.confidential:
        changes["assignee"] = {"new": ticket.assignee.email if ticket.assignee else None}
    return (Event(EventName.ASSIGNED, changes),)


@events_in.register
def _moved(what: entries.StatusChanged, ticket: Ticket) -> tuple[Event, ...]:
    changes = {"status": {"old": what.old, "new": what.new}}
    moved = Event(EventName.STATUS_CHANGED, changes)
    return (moved, Event(EventName.CLOSED, changes)) if what.new == Status.CLOSED else (moved,)


@events_in.register
def _weighed(what: entries.PrioritySet, ticket: Ticket) -> tuple[Event, ...]:
    if what.old is None or what.old == what.new:
        return ()
    return (Event(EventName.PRIORITY_CHANGED, {"priority": {"old": what.old, "new": what.new}}),)


@events_in.register
def _corrected(what: entries.AnswersAmended, ticket: Ticket) -> tuple[Event, ...]:
    """Which questions; their answers stand beside, for those who are told answers."""
    return (Event(EventName.ANSWERS_CORRECTED, words={"questions": sorted(what.changes)}),)


@events_in.register
def _written(what: entries.CommentAdded, ticket: Ticket) -> tuple[Event, ...]:
    if not what.public:
        return ()
    files = [file["name"] for file in what.files]
    return (
        Event(EventName.COMMENT_ADDED, {}, {"comment": what.comment}, {"text": what.text, "files": files}),
    )


@events_in.register
def _missed(what: Breached, ticket: Ticket) -> tuple[Event, ...]:
    return (Event(EventName.TARGET_MISSED, {}, {"target": what.kind, "due_at": what.due_at.isoformat()}),)


@events_in.register
def _resolved(what: entries.Resolved, ticket: Ticket) -> tuple[Event, ...]:
    return (Event(EventName.RESOLVED, {"outcome": {"new": what.outcome}}, words={"text": what.text}),)


@events_in.register
def _cancelled(what: entries.Cancelled, ticket: Ticket) -> tuple[Event, ...]:
    details = {"duplicate_of": what.of} if what.of else {}
    return (Event(EventName.CANCELLED, {"outcome": {"new": what.outcome}}, details, {"text": what.text}),)


@events_in.register
def _reopened(what: entries.Reopened, ticket: Ticket) -> tuple[Event, ...]:
    return (Event(EventName.REOPENED),)


@events_in.register
def _asked(what: ApprovalAsked, ticket: Ticket) -> tuple[Event, ...]:
    """The first time; reminders and others who may decide are no events."""
    if type(what) is not ApprovalAsked:
        return ()
    return (Event(EventName.APPROVAL_REQUESTED, {}, {"approval": what.approval}, {"step": what.title}),)


@events_in.register
def _decided(what: Decided, ticket: Ticket) -> tuple[Event, ...]:
    details = {"approval": what.approval, "decision": what.verdict}
    return (Event(EventName.APPROVAL_DECIDED, {}, details, {"step": what.title, "text": what.comment}),)


@events_in.register
def _rated(what: Rated, ticket: Ticket) -> tuple[Event, ...]:
    """Said anew, it is told anew; the mark that was said before isn't in the entry."""
    changes = {"rating": {"new": what.mark}}
    return (Event(EventName.RATED, changes, {"again": what.again}, {"text": what.comment}),)
