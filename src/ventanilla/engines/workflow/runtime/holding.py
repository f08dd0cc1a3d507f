"""Whether a run waits for somebody outside of the team: then the team's clocks stand still."""

from __future__ import annotations

from ventanilla.core.timeline.actions import record
from ventanilla.engines.sla.queries import may_stand_still, stands_still
from ventanilla.engines.workflow.entries.holding import Held, LetGo
from ventanilla.engines.workflow.machine import StepState
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.models import Ticket


def keep(scene: Scene) -> None:
    """Note whom the open steps say that they wait for, and tell the clocks when that has changed."""
    ticket = scene.ticket
    nodes = store.program_of(scene.run.version_id, ticket.part).nodes
    held = ""
    for step in scene.state.open_steps():
        block = nodes[step.key.block].block if step.key.block in nodes else None
        held = held or (getattr(block, "waits_for", None) or "" if step.state is StepState.ACTIVE else "")
    held = "" if ticket.ended else held
    if held == ticket.traces.get("held", ""):
        return
    ticket.traces = {**ticket.traces, "held": held}
    ticket.save(update_fields=["traces"])
    record(ticket.stream, _held(ticket, held) if held else LetGo(paused=stands_still(ticket)), actor=None)


def _held(ticket: Ticket, whom: str) -> Held:
    """Where all that is promised is for a day nothing stands still: who reads it must not think so."""
    pauses = whom in package_of(ticket.version).deadlines.pauses_for
    return Held(whom=whom, paused=pauses and may_stand_still(ticket))
