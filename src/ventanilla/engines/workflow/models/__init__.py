from ventanilla.engines.workflow.models.approval import Approval, Decision, Enquiry, Seat, SeatCandidate
from ventanilla.engines.workflow.models.run import Run, Step, Timer
from ventanilla.engines.workflow.models.task import Task

__all__ = ["Approval", "Decision", "Enquiry", "Run", "Seat", "SeatCandidate", "Step", "Task", "Timer"]
