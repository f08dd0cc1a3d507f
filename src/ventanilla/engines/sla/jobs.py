from __future__ import annotations

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job
from ventanilla.core.kit.sweeping import AT_ONCE, each
from ventanilla.engines.sla.actions import ring
from ventanilla.engines.sla.pace import count_all
from ventanilla.engines.sla.queries import marks_due, running_out

SECONDS = 30.0
"""Of a sweep that comes every minute: what is left waits for the next, and mails come in between."""


@job("sla.sweep", cron="* * * * *")
def sweep(timestamp: int = 0) -> None:
    """Tell of the promises that have run out, the oldest first, each in its own transaction, so that one fault stops
    no other."""
    now = clock.now()
    waiting = running_out(now).values_list("due_at", "ticket_id")[:AT_ONCE]
    marked = marks_due(now).values_list("fires_at", "clock__ticket_id")[:AT_ONCE]
    tickets = dict.fromkeys(ticket for _at, ticket in sorted([*waiting, *marked]))
    each(tickets, ring, seconds=SECONDS)


@job("sla.pace", cron="40 3 * * *")
def count_pace(timestamp: int = 0) -> None:
    """Count anew how fast each service is."""
    count_all()
