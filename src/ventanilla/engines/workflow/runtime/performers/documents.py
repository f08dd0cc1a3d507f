"""Making documents: written here, with the facts as they are now, and made into a PDF by a job."""

from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.runtime.scene import Scene


def make_document(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Put it in the queue."""
    if scene.somebody(effect.block.to) is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.block.to))]
    enqueue("workflow.make_document", step=scene.step(effect.key).pk)
    return []
