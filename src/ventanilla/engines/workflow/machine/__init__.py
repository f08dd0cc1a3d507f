"""The workflow machine: pure Python, no Django. `advance` moves a run on.

docs/decisions/0004-workflow-is-a-tree.md says why a tree.
"""

from __future__ import annotations

from ventanilla.engines.workflow.machine.advance import Advance, advance
from ventanilla.engines.workflow.machine.approvals import SeatState, Vote, tally
from ventanilla.engines.workflow.machine.compiler import compile
from ventanilla.engines.workflow.machine.effects import (
    AssignAsset,
    CancelTicket,
    CloseStep,
    Effect,
    Escalate,
    Late,
    OpenApproval,
    OpenAsk,
    OpenTask,
    RaiseFault,
    Remind,
    ReserveBudget,
    Resolve,
    RunEnded,
    SendMessage,
    SetFields,
    SetTimer,
    SettleBudget,
)
from ventanilla.engines.workflow.machine.events import (
    Cancelled,
    Event,
    FactsChanged,
    Failed,
    Finished,
    Retried,
    Started,
    TimerFired,
    WentOn,
)
from ventanilla.engines.workflow.machine.linemap import STEERING, Progress, Station, Tracks, outline
from ventanilla.engines.workflow.machine.linemap import Node as MapNode
from ventanilla.engines.workflow.machine.program import Node, Program
from ventanilla.engines.workflow.machine.seats import Directory, ReasonCode, Resolved, resolve
from ventanilla.engines.workflow.machine.steps import (
    ROOT,
    ROOT_KEY,
    State,
    Step,
    StepKey,
    StepState,
    output_facts,
)

__all__ = [
    "ROOT",
    "ROOT_KEY",
    "STEERING",
    "Advance",
    "AssignAsset",
    "CancelTicket",
    "Cancelled",
    "CloseStep",
    "Directory",
    "Effect",
    "Escalate",
    "Event",
    "FactsChanged",
    "Failed",
    "Finished",
    "Late",
    "MapNode",
    "Node",
    "OpenApproval",
    "OpenAsk",
    "OpenTask",
    "Program",
    "Progress",
    "RaiseFault",
    "ReasonCode",
    "Remind",
    "ReserveBudget",
    "Resolve",
    "Resolved",
    "Retried",
    "RunEnded",
    "SeatState",
    "SendMessage",
    "SetFields",
    "SetTimer",
    "SettleBudget",
    "Started",
    "State",
    "Station",
    "Step",
    "StepKey",
    "StepState",
    "TimerFired",
    "Tracks",
    "Vote",
    "WentOn",
    "advance",
    "compile",
    "outline",
    "output_facts",
    "resolve",
    "tally",
]
