from __future__ import annotations

import logging

from ventanilla.core.kit.jobs import job
from ventanilla.records.status.actions import tell_over
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets.actions.drafts import drop_old_drafts
from ventanilla.records.tickets.actions.outages import end_report, reports_to_end

log = logging.getLogger(__name__)


@job("tickets.end_reports")
def end_reports(outage: int) -> None:
    """End all that was joined to an outage which is over, each in its own transaction, and tell those who followed
    it. Killed in the middle it is run again and goes on where it was; nobody is told twice."""
    row = Outage.objects.get(pk=outage)
    failed = 0
    for ticket in reports_to_end(outage):
        try:
            end_report(ticket=ticket, outage=row)
        except Exception:
            failed += 1
            log.exception("ticket %s could not end with outage %s", ticket, outage)
    tell_over(row)
    if failed:
        raise RuntimeError(f"{failed} reports of outage {outage} could not be ended")


@job("tickets.old_drafts", cron="41 4 * * *")
def old_drafts(timestamp: int = 0) -> None:
    """Drop what nobody has gone on with for 30 days."""
    drop_old_drafts()
