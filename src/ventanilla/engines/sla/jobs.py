from __future__ import annotations

import logging

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job
from ventanilla.engines.sla.actions import ring
from ventanilla.engines.sla.pace import count_all
from ventanilla.engines.sla.queries import marks_due, running_out

log = logging.getLogger(__name__)

BATCH = 500
"""Tickets told of in one sweep; the rest waits a minute, so that no sweep runs into the next."""


@job("sla.sweep", cron="* * * * *")
def sweep(timestamp: int = 0) -> None:
    """Tell of the promises that have run out, each in its own transaction, so that one fault stops no
    other."""
    now = clock.now()
    waiting = running_out(now).values_list("ticket_id", flat=True)[:BATCH]
    marked = marks_due(now).values_list("clock__ticket_id", flat=True)[:BATCH]
    for ticket_id in dict.fromkeys([*waiting, *marked]):
        try:
            ring(ticket_id)
        except Exception:
            log.exception("the clocks of ticket %s could not be told of", ticket_id)


@job("sla.pace", cron="40 3 * * *")
def count_pace(timestamp: int = 0) -> None:
    """Count anew how fast each service is."""
    count_all()
