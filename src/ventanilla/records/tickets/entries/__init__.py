from ventanilla.records.tickets.entries.conversation import CommentAdded, Seen
from ventanilla.records.tickets.entries.course import (
    AnswersAmended,
    Assigned,
    Cancelled,
    FaultFound,
    ParticipantAdded,
    PrioritySet,
    Reopened,
    Resolved,
    Routed,
    StatusChanged,
    Submitted,
)
from ventanilla.records.tickets.entries.outages import JoinedToOutage, LeftOutage, ResolvedWithOutage

__all__ = [
    "AnswersAmended",
    "Assigned",
    "Cancelled",
    "CommentAdded",
    "FaultFound",
    "JoinedToOutage",
    "LeftOutage",
    "ParticipantAdded",
    "PrioritySet",
    "Reopened",
    "Resolved",
    "ResolvedWithOutage",
    "Routed",
    "Seen",
    "StatusChanged",
    "Submitted",
]
