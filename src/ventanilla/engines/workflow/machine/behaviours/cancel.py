"""The run ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Cancel
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


UNSAID = {
    "en": "We can't grant this request. If you have questions about it, write to us here.",
    "es": "No podemos atender esta solicitud. Si tienes preguntas, escríbenos aquí.",
}
"""What who asked reads where all that led to the end is kept from them, and the service says nothing itself."""


class CancelBehaviour(Behaviour[Cancel], of=Cancel):
    def enter(self, run: Run, step: Step, block: Cancel) -> None:
        unseen = run.program.keeps(run.node(step).sequence.owner) and block.outcome == "declined"
        run.close(step)
        run.end(
            block.outcome,
            message=block.message or (UNSAID if unseen else None),
            close_ticket=True,
            undo=True,
        )
