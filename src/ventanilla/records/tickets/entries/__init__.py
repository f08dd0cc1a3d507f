from ventanilla.records.tickets.entries.conversation import CommentAdded, Seen
from ventanilla.records.tickets.entries.course import (
    AnswersAmended,
    Assigned,
    Cancelled,
    FaultFound,
    PrioritySet,
    Reopened,
    Resolved,
    Routed,
    StatusChanged,
    Submitted,
)
from ventanilla.records.tickets.entries.outages import JoinedToOutage, LeftOutage, ResolvedWithOutage
from ventanilla.records.tickets.entries.sharing import (
    ParticipantAdded,
    ParticipantRemoved,
    SharedWith,
    SharingEnded,
)

__all__ = [
    "AnswersAmended",
    "Assigned",
    "Cancelled",
    "CommentAdded",
    "FaultFound",
    "JoinedToOutage",
    "LeftOutage",
    "ParticipantAdded",
    "ParticipantRemoved",
    "PrioritySet",
    "Reopened",
    "Resolved",
    "ResolvedWithOutage",
    "Routed",
    "Seen",
    "SharedWith",
    "SharingEnded",
    "StatusChanged",
    "Submitted",
]
