"""Nothing happens until a timer runs out or a rule holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.rules import RuleFault, as_json
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class WaitBehaviour(Behaviour[Wait], of=Wait):
    def enter(self, run: Run, step: Step, block: Wait) -> None:
        if block.length:
            run.timer(step, "done", after=block.length)
        elif block.until is not None:
            moment = _moment(run.value(block.until))
            if moment is None:
                run.fail(step, "no_moment")
            else:
                run.timer(step, "done", at=moment)

    def timer(self, run: Run, step: Step, block: Wait, name: str) -> None:
        run.finish(step, "done")

    def watches(self, block: Wait) -> bool:
        return block.when is not None

    def look(self, run: Run, step: Step, block: Wait) -> None:
        if run.holds(block.when):
            run.finish(step, "done")


def _moment(value: object) -> date | datetime | None:
    """The day or the instant that a value stands for; None for anything else, times without zone included."""
    text = as_json(value)
    if not isinstance(text, str):
        return None
    try:
        return (
            date.fromisoformat(text)
            if len(text) == len("2027-03-31")
            else _aware(datetime.fromisoformat(text))
        )
    except (ValueError, RuleFault):
        return None


def _aware(at: datetime) -> datetime | None:
    return at if at.tzinfo else None
