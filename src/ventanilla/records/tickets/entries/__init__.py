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

__all__ = [
    "AnswersAmended",
    "Assigned",
    "Cancelled",
    "CommentAdded",
    "FaultFound",
    "ParticipantAdded",
    "PrioritySet",
    "Reopened",
    "Resolved",
    "Routed",
    "Seen",
    "StatusChanged",
    "Submitted",
]
