"""Which performer carries out which effect."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError

from ventanilla.core.kit.errors import Refusal
from ventanilla.core.timeline.actions import RunawayReactions, attempt
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.fault_words import error_texts
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
from ventanilla.records.tickets.entries import FaultFound

log = logging.getLogger(__name__)
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


TOLD = (
    machine.Remind,
    machine.Escalate,
    machine.Late,
    machine.SendMessage,
    machine.SetFields,
)
"""What a request goes on without: that it could not be done is told to the team."""
NEEDED = (
    machine.OpenApproval,
    machine.OpenTask,
    machine.OpenAsk,
    machine.OpenSealed,
    machine.MoveTask,
    machine.Work,
    machine.CreateTicket,
    machine.FindItems,
    machine.AssignAsset,
    machine.ReserveBudget,
    machine.SettleBudget,
)
"""What a step is about: when it can't be done, the step has a fault."""


def perform_with_care(effect: machine.Effect, scene: Scene) -> list[machine.Event]:
    """The same. What can't be done is taken back, and stops neither the others nor whoever did the step before."""
    try:
        with attempt():
            return perform(effect, scene)
    except (DatabaseError, RunawayReactions):  # it is tried again as a whole, or all of it is wrong
        raise
    except Exception as error:
        if not isinstance(effect, TOLD + NEEDED):
            raise
        log.exception("%s of %s could not be done", type(effect).__name__, effect.key)
        scene.refresh()
        if isinstance(effect, NEEDED):
            code = "refused" if isinstance(error, Refusal) else "portal"
            words = str(error) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
            return [machine.Failed(effect.key, code, words.partition("\n")[0])]
        scene.record(FaultFound(where=effect.key.block, problem=error_texts(error)))
        return []
