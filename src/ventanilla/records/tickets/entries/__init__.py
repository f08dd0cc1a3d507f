from ventanilla.records.tickets.entries.conversation import CommentAdded, Seen
from ventanilla.records.tickets.entries.copies import HistoryTaken
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
from ventanilla.records.tickets.entries.secrets import SecretShown
from ventanilla.records.tickets.entries.sharing import (
    ParticipantAdded,
    ParticipantRemoved,
    SharedWith,
    SharingEnded,
)
from ventanilla.records.tickets.entries.together import (
    FollowedMoved,
    FollowerAdded,
    FollowerGone,
    LeftOut,
)
from ventanilla.records.tickets.entries.waiting import SupplierOver, WaitsForSupplier

__all__ = [
    "AnswersAmended",
    "Assigned",
    "Cancelled",
    "CommentAdded",
    "FaultFound",
    "FollowedMoved",
    "FollowerAdded",
    "FollowerGone",
    "HistoryTaken",
    "JoinedToOutage",
    "LeftOut",
    "LeftOutage",
    "ParticipantAdded",
    "ParticipantRemoved",
    "PrioritySet",
    "Reopened",
    "Resolved",
    "ResolvedWithOutage",
    "Routed",
    "SecretShown",
    "Seen",
    "SharedWith",
    "SharingEnded",
    "StatusChanged",
    "Submitted",
    "SupplierOver",
    "WaitsForSupplier",
]
