"""Asking other systems: what is asked is put on record here, and done by a job when this has been committed."""

from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue
from ventanilla.engines.integrations.actions import place_call
from ventanilla.engines.integrations.policies import may_use
from ventanilla.engines.integrations.queries import connection_called
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import SystemAsked
from ventanilla.engines.workflow.runtime.addresses import with_callbacks
from ventanilla.engines.workflow.runtime.scene import Scene


def ask_system(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Put the call on record and in the queue; a connection that isn't there, or may not be used, is a fault."""
    block = effect.block
    connection = connection_called(block.connection)
    if connection is None or not may_use(scene.ticket.service.department, connection):
        return [machine.Failed(effect.key, "unknown_connection", block.connection)]
    before = effect.key._replace(round=effect.key.round - 1)
    call = place_call(
        stream=scene.ticket.stream,
        key=str(effect.key),
        connection=connection,
        action_name=block.action,
        inputs=with_callbacks(effect.values["inputs"], scene.ticket, connection.slug),
        reader=scene.somebody(block.reader),
        again_for=str(before) if before.round else "",
    )
    enqueue("workflow.call", call=call.pk, lock=f"call:{call.pk}")
    scene.record(SystemAsked(title=block.shown_title, connection=connection.name, action=block.action))
    return []
