"""What would be done beyond the ticket's own rows: told, and left undone."""

from __future__ import annotations

from typing import Any

from ventanilla.core.blueprint.blocks import Connector, Grant
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Answer
from ventanilla.engines.workflow.runtime.simulation.stage import Stage
from ventanilla.engines.workflow.runtime.simulation.stores import scripted

SAMPLES: dict[str, Any] = {"text": "…", "number": 1, "boolean": True, "date": "2030-01-01", "choices": ["…"]}


def work(effect: machine.Work, stage: Stage) -> Answer:
    """It goes well, unless the trial says otherwise; what another system would answer is made up."""
    block = effect.block
    stage.tell("work", effect.key, text=_words(effect))
    return scripted(effect.key, block.outcomes[0], _outputs(effect), stage)


def _words(effect: machine.Work) -> str:
    block = effect.block
    if isinstance(block, Connector):
        return f"{block.connection}: {block.action}"
    return pick(block.shown_title)


def _outputs(effect: machine.Work) -> dict[str, Any]:
    block = effect.block
    if isinstance(block, Connector):
        return {name: SAMPLES[taken.type] for name, taken in block.outputs.items()}
    if isinstance(block, Grant):
        return {"grant": "0", "access": str(effect.values["access"]), "until": effect.values["until"]}
    return dict.fromkeys(("asset", "serial", "name", "file", "model"), "…")
