"""The workflow machine: pure Python, no Django. `advance` moves a run on.

docs/decisions/0004-workflow-is-a-tree.md says why a tree.
"""

from __future__ import annotations

from ventanilla.engines.workflow.machine.advance import Advance, advance
from ventanilla.engines.workflow.machine.approvals import SeatState, Vote, awaited, tally
from ventanilla.engines.workflow.machine.compiler import compile
from ventanilla.engines.workflow.machine.effects import (
    AssignAsset,
    CancelTicket,
    CloseStep,
    Effect,
    Escalate,
    Expire,
    FindItems,
    Late,
    Offset,
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
    Undo,
)
from ventanilla.engines.workflow.machine.events import (
    Arrived,
    Cancelled,
    Event,
    FactsChanged,
    Failed,
    Finished,
    ItemsFound,
    Retried,
    Started,
    TimerFired,
    WentOn,
)
from ventanilla.engines.workflow.machine.items import facts_at, item_label
from ventanilla.engines.workflow.machine.linemap import STEERING, Progress, Station, Tracks, outline
from ventanilla.engines.workflow.machine.linemap import Node as MapNode
from ventanilla.engines.workflow.machine.program import Node, Program
from ventanilla.engines.workflow.machine.people import Away, Directory, Reason, ReasonCode, Resolved
from ventanilla.engines.workflow.machine.seats import above, resolve
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
    "Arrived",
    "AssignAsset",
    "Away",
    "CancelTicket",
    "Cancelled",
    "CloseStep",
    "Directory",
    "Effect",
    "Escalate",
    "Expire",
    "Event",
    "FactsChanged",
    "Failed",
    "FindItems",
    "Finished",
    "ItemsFound",
    "Late",
    "MapNode",
    "Node",
    "Offset",
    "OpenApproval",
    "OpenAsk",
    "OpenTask",
    "Program",
    "Progress",
    "RaiseFault",
    "ReasonCode",
    "Remind",
    "ReserveBudget",
    "Reason",
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
    "Undo",
    "Vote",
    "WentOn",
    "above",
    "advance",
    "awaited",
    "compile",
    "facts_at",
    "item_label",
    "outline",
    "output_facts",
    "resolve",
    "tally",
]
