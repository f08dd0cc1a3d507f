from ventanilla.engines.workflow.entries.approvals import (
    ApprovalAsked,
    ApprovalClosed,
    Decided,
    Escalated,
    Reminded,
)
from ventanilla.engines.workflow.entries.budgets import BudgetReserved, BudgetSettled, BudgetShort
from ventanilla.engines.workflow.entries.course import (
    AddresseeUnknown,
    AssetAssigned,
    AssetMissing,
    DeadlinePassed,
    FieldsSet,
    MessageSent,
    PromiseMoved,
    RunEnded,
    RunStarted,
)
from ventanilla.engines.workflow.entries.tasks import TaskClaimed, TaskDone, TaskOpened

__all__ = [
    "AddresseeUnknown",
    "ApprovalAsked",
    "ApprovalClosed",
    "AssetAssigned",
    "AssetMissing",
    "BudgetReserved",
    "BudgetSettled",
    "BudgetShort",
    "DeadlinePassed",
    "Decided",
    "Escalated",
    "FieldsSet",
    "MessageSent",
    "PromiseMoved",
    "Reminded",
    "RunEnded",
    "RunStarted",
    "TaskClaimed",
    "TaskDone",
    "TaskOpened",
]
