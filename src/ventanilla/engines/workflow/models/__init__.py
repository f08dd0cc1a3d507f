from ventanilla.engines.workflow.models.approval import Approval, Decision, Enquiry, Seat, SeatCandidate
from ventanilla.engines.workflow.models.outside import Awaited, IdentityCheck
from ventanilla.engines.workflow.models.run import Run, Step, Timer
from ventanilla.engines.workflow.models.spawned import Schedule, ScheduledStart, Spawned
from ventanilla.engines.workflow.models.task import SealedAnswer, Task

__all__ = [
    "Approval",
    "Awaited",
    "Decision",
    "Enquiry",
    "IdentityCheck",
    "Run",
    "Schedule",
    "ScheduledStart",
    "SealedAnswer",
    "Seat",
    "SeatCandidate",
    "Spawned",
    "Step",
    "Task",
    "Timer",
]
