"""People are asked anew: the time of an approval begins again with them."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Approval
from ventanilla.engines.workflow.machine.events import AskedAnew
from ventanilla.engines.workflow.machine.run import Run
from ventanilla.engines.workflow.machine.steps import Step

REMIND = "remind."


def begin_anew(run: Run, step: Step, event: AskedAnew) -> bool:
    """Let reminders and escalation be counted from now, and the end of it all too when it is about the whole of it."""
    block = run.node(step).block
    if not isinstance(block, Approval):
        return False
    if block.remind_after:
        run.timer(step, _next_reminder(step), after=block.remind_after)
    if block.escalate_after:
        run.timer(step, "escalate", after=block.escalate_after)
    if block.expire_after and event.whole:
        run.timer(step, "expire", after=block.expire_after)
    return True


def _next_reminder(step: Step) -> str:
    """The reminder that is still to come; there is one at any time."""
    timers = step.data.get("timers", {})
    waiting = (name for name, state in timers.items() if name.startswith(REMIND) and state == "set")
    return next(waiting, f"{REMIND}1")
