from ventanilla.engines.workflow.entries.approvals import (
    ApprovalAsked,
    ApprovalClosed,
    Decided,
    Escalated,
    Reminded,
)
from ventanilla.engines.workflow.entries.course import (
    AssetAssigned,
    AssetMissing,
    DeadlinePassed,
    FieldsSet,
    MessageSent,
    RunEnded,
    RunStarted,
)
from ventanilla.engines.workflow.entries.tasks import TaskClaimed, TaskDone, TaskOpened

__all__ = [
    "ApprovalAsked",
    "ApprovalClosed",
    "AssetAssigned",
    "AssetMissing",
    "DeadlinePassed",
    "Decided",
    "Escalated",
    "FieldsSet",
    "MessageSent",
    "Reminded",
    "RunEnded",
    "RunStarted",
    "TaskClaimed",
    "TaskDone",
    "TaskOpened",
]
