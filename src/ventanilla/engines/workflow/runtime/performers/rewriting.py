"""Open tasks and questions after the answers were corrected: their words are those of now."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Ask, Task
from ventanilla.core.rules import RuleFault, as_json, compute
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.models import Task as Row
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.performers import outsiders
from ventanilla.engines.workflow.runtime.performers.messages import is_address
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.records.tickets.facts import surroundings
from ventanilla.records.tickets.models import AnswerSet, Ticket


def rewrite_tasks(ticket: Ticket, answers: AnswerSet) -> None:
    """Write the instructions of what is open, and what it is about, with the answers as they are now. What somebody
    outside was asked by mail is sent anew when it has changed."""
    run = Run.objects.select_related("version").filter(ticket=ticket).first()
    rows = Row.objects.filter(ticket=ticket, state=OpenState.OPEN, kind__in=[TaskKind.WORK, TaskKind.ASK])
    found = list(rows.filter(step__isnull=False).select_related("step").order_by("pk"))
    if run is None or not found:
        return
    scene = Scene(ticket=ticket, run=run, state=store.load(run))
    for row in found:
        _rewrite(row, answers, scene)


def _rewrite(row: Row, answers: AnswerSet, scene: Scene) -> None:
    assert row.step is not None
    node = scene.program.nodes.get(row.step.block)
    if node is None or not isinstance(node.block, Task | Ask):
        return
    scene.here = store.key_of(row.step)
    before = (row.address, row.instructions, row.shown)
    row.instructions = scene.write(node.block.instructions)
    row.shown = shown_by(node.block.show, scene, answers) if node.block.show else []
    address = _address(node.block, scene) if row.address and isinstance(node.block, Ask) else ""
    if (address or row.address, row.instructions, row.shown) == before:
        return
    if row.address:
        outsiders.send_anew(row, address or row.address, scene)
    row.save(update_fields=["address", "instructions", "shown", "detail"])


def _address(block: Ask, scene: Scene) -> str:
    """To whom it would go now; nothing when that isn't an address."""
    try:
        facts = {**scene.facts, **scene.outputs}
        address = as_json(compute(block.to, facts, surroundings(scene.ticket.department)))
    except RuleFault:
        return ""
    return address if isinstance(address, str) and is_address(address) else ""
