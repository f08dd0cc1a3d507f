"""How each block type behaves, one file each; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.engines.workflow.machine.behaviours import (
    approval,
    ask,
    assign_asset,
    branch,
    calculate,
    cancel,
    create_ticket,
    for_each,
    go_back,
    group,
    notify,
    outside,
    parallel,
    repeat,
    reserve_budget,
    resolve,
    set,
    settle_budget,
    task,
    wait,
)
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, behaviour_of

__all__ = [
    "Behaviour",
    "approval",
    "ask",
    "assign_asset",
    "behaviour_of",
    "branch",
    "calculate",
    "cancel",
    "create_ticket",
    "for_each",
    "go_back",
    "group",
    "notify",
    "outside",
    "parallel",
    "repeat",
    "reserve_budget",
    "resolve",
    "set",
    "settle_budget",
    "task",
    "wait",
]
