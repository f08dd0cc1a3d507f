"""Opening what was handed in sealed, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ventanilla.engines.workflow.machine.effects import CloseStep, OpenSealed
from ventanilla.engines.workflow.machine.program import DEADLINE
from ventanilla.engines.workflow.machine.steps import HANDED_IN, OPENS, StepState

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


def closed(run: Run, step: Step) -> None:
    """Nobody can answer any more: what was handed in is opened now, or when its time comes."""
    if step.data.get("timers", {}).get(OPENS) != "set":
        _open(run, step)


def come(run: Run, step: Step) -> None:
    """The time of the opening has come: at once, or when nobody can answer any more."""
    if HANDED_IN in step.data and step.data.get("timers", {}).get(DEADLINE) == "fired":
        _open(run, step)


def unseal(run: Run, step: Step) -> None:
    """Let what was handed in be opened; a step whose seal couldn't be opened before tries again."""
    current = run.step(step.key)
    if not (current.data.get("opening") and current.state is StepState.ACTIVE):
        run.go_on(current, opening=True, fault=None)
        run.emit(OpenSealed(step.key))


def _open(run: Run, step: Step) -> None:
    if step.state is StepState.FAILED:
        run.emit(CloseStep(step.key))
    unseal(run, step)
