"""Another request, as a part of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import CreateTicket
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine import effects
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class CreateTicketBehaviour(Behaviour[CreateTicket], of=CreateTicket):
    undoes = True

    def takes_back(self, block: CreateTicket) -> bool:
        return not block.keep

    def enter(self, run: Run, step: Step, block: CreateTicket) -> None:
        whom = block.requested_for
        if not isinstance(whom, str):
            whom = as_json(run.value(whom))
            if not whom:
                run.fail(step, "nobody")
                return
        answers = {name: as_json(run.value(value)) for name, value in block.answers.items()}
        run.emit(effects.CreateTicket(step.key, block.service, block.asked_by, whom, answers, block.wait))
