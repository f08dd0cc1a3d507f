from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.engines.workflow.actions import fire_due_timers


@job("workflow.sweep", cron="* * * * * */10")
def sweep(timestamp: int = 0) -> None:
    """Fire the timers that are due, until none is left."""
    while fire_due_timers():
        pass
