"""Targets that depend on what the workflow leaves behind: «a month, and three when we say that it is extended»."""

from __future__ import annotations

from typing import Any

from ventanilla.engines.sla import actions as sla
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.models import Ticket


def look_again(ticket: Ticket) -> None:
    """Its answers or its priority are others now: the targets by these, and by what was left behind so far."""
    if not package_of(ticket.version).deadlines.follow_outputs:
        sla.set_targets(ticket)
        return
    run = Run.objects.filter(ticket=ticket).select_related("version").first()
    if run is None:
        sla.set_targets(ticket)
        return
    _aim(Scene(ticket=ticket, run=run, state=store.load(run)))


def keep(scene: Scene, before: machine.State) -> bool:
    """Something happened in the workflow: when a target may name what is new (`before` says what was known), it is
    looked at again. Returns whether it was. Nothing is read for services whose targets don't."""
    if scene.ticket.ended or not package_of(scene.ticket.version).deadlines.follow_outputs:
        return False
    if machine.output_facts(before) == machine.output_facts(scene.state):
        return False
    scene.refresh()
    _aim(scene)
    return True


def _aim(scene: Scene) -> None:
    """A target that counts only now stands still as the others do, where the request waits."""
    scene.here = None
    outputs: dict[str, Any] = {**scene.facts, **machine.output_facts(scene.state)}
    sla.set_targets(scene.ticket, outputs=outputs, write=scene.write)
    sla.follow(scene.ticket)
