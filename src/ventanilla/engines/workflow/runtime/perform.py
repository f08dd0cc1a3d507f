"""Which performer carries out which effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.performers import (
    approvals,
    assets,
    budgets,
    changing_hands,
    children,
    endings,
    fields,
    items,
    messages,
    tasks,
    timers,
    unsealing,
    work,
)
from ventanilla.engines.workflow.runtime.scene import Scene

Performer = Callable[[Any, Scene], list[machine.Event]]

PERFORMERS: dict[type[Any], Performer] = {
    machine.OpenApproval: approvals.open_approval,
    machine.Remind: work.remind,
    machine.Work: work.do_work,
    machine.Escalate: approvals.escalate,
    machine.Expire: approvals.expire,
    machine.OpenTask: tasks.open_task,
    machine.OpenAsk: tasks.open_ask,
    machine.OpenSealed: unsealing.open_sealed,
    machine.MoveTask: changing_hands.move_task,
    machine.RaiseFault: tasks.open_fault,
    machine.Late: tasks.tell_late,
    machine.CreateTicket: children.create_ticket,
    machine.FindItems: items.find_items,
    machine.Undo: endings.undo,
    machine.CloseStep: endings.close_step,
    machine.Resolve: endings.resolve_ticket,
    machine.CancelTicket: endings.cancel_ticket,
    machine.RunEnded: endings.end_run,
    machine.SetTimer: timers.set_timer,
    machine.SetFields: fields.set_fields,
    machine.SendMessage: messages.send_message,
    machine.AssignAsset: assets.assign_asset,
    machine.ReserveBudget: budgets.reserve_budget,
    machine.SettleBudget: budgets.settle_budget,
}


def perform(effect: machine.Effect, scene: Scene) -> list[machine.Event]:
    """Carry out `effect`; what it brings about at once comes back as further events."""
    scene.here = getattr(effect, "key", None)
    return PERFORMERS[type(effect)](effect, scene)
