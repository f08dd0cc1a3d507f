from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.core.kit.sweeping import until_none_is_left
from ventanilla.records.grants.actions import end_due, tell_due

SECONDS = 15.0
"""For each of both, of a sweep that comes every minute."""


@job("grants.sweep", cron="* * * * *")
def sweep(timestamp: int = 0) -> None:
    """End what is over, and tell of what ends soon, until nothing is left or the next sweep comes."""
    until_none_is_left(end_due, seconds=SECONDS)
    until_none_is_left(tell_due, seconds=SECONDS)
