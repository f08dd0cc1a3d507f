"""What tickets do when something happens elsewhere."""

from __future__ import annotations

from ventanilla.core.kit import jobs
from ventanilla.core.timeline.models import Entry


def end_reports_later(entry: Entry) -> None:
    """To `status.outage_over`: every effect on another ticket is a job's work."""
    jobs.enqueue("tickets.end_reports", outage=int(entry.payload["outage"]))
