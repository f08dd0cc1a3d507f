"""Which performer does the work of which block."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.core.blueprint.blocks import (
    Ask,
    Block,
    Connector,
    Document,
    Grant,
    GrantEnd,
    Identity,
    ReserveAsset,
    ReturnAsset,
    Revoke,
    Task,
)
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.performers import (
    accesses,
    approvals,
    assets,
    documents,
    identity,
    systems,
    tasks,
)
from ventanilla.engines.workflow.runtime.scene import Scene

WORK: dict[type[Block], Callable[[machine.Work, Scene], list[machine.Event]]] = {
    Connector: systems.ask_system,
    Document: documents.make_document,
    Grant: accesses.give_access,
    GrantEnd: accesses.await_end,
    Identity: identity.check_identity,
    ReserveAsset: assets.reserve_asset,
    ReturnAsset: assets.return_asset,
    Revoke: accesses.take_away,
}


def do_work(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Do what the block says."""
    return WORK[type(effect.block)](effect, scene)


def remind(effect: machine.Remind, scene: Scene) -> list[machine.Event]:
    """Remind of what the step waits for: a decision, something to be done or answered, or something to come back."""
    if isinstance(scene.program.nodes[effect.key.block].block, Ask | Task):
        return tasks.remind(effect, scene)
    if hasattr(scene.step(effect.key), "awaited"):
        return assets.remind_of_return(effect, scene)
    return approvals.remind(effect, scene)
