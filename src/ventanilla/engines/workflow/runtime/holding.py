"""Whether a run waits for somebody outside of the team: then the team's clocks stand still."""

from __future__ import annotations

from ventanilla.core.timeline.actions import record
from ventanilla.engines.workflow.entries.holding import Held, LetGo
from ventanilla.engines.workflow.machine import StepState
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.catalog.queries import package_of


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
    paused = held in package_of(ticket.version).deadlines.pauses_for
    record(ticket.stream, Held(whom=held, paused=paused) if held else LetGo(), actor=None)
