"""What tickets do when something happens elsewhere."""

from __future__ import annotations

from ventanilla.core.kit import jobs
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets.actions import ticket_of
from ventanilla.records.tickets.choices import Part, Status


def end_reports_later(entry: Entry) -> None:
    """To `status.outage_over`: every effect on another ticket is a job's work."""
    jobs.enqueue("tickets.end_reports", outage=int(entry.payload["outage"]))


def end_others_later(entry: Entry) -> None:
    """Of what was asked for several people: the last of them ends the whole; a whole that wasn't done ends them."""
    ticket = ticket_of(entry)
    if ticket.part == Part.ONE and ticket.parent_id:
        jobs.enqueue("tickets.end_together", ticket=ticket.parent_id)
    elif ticket.part == Part.TOGETHER and entry.type == "ticket.cancelled":
        jobs.enqueue("tickets.end_parts", ticket=ticket.pk, text=str(entry.payload.get("text", "")))


def tell_followers_later(entry: Entry) -> None:
    """Those who have the same need hear when it is taken up, and when it is over."""
    if entry.payload["new"] not in (Status.OPEN, Status.RESOLVED):
        return
    ticket = ticket_of(entry)
    if ticket.followers.exists():
        jobs.enqueue("tickets.tell_followers", ticket=ticket.pk, status=entry.payload["new"], cause=entry.pk)
