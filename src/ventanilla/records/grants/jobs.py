from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.records.grants.actions import end_due, tell_due


@job("grants.sweep", cron="* * * * *")
def sweep(timestamp: int = 0) -> None:
    """End what is over, and tell of what ends soon, until nothing is left."""
    while end_due() + tell_due():
        pass
