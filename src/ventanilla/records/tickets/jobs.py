from __future__ import annotations

import logging

from ventanilla.core.kit.jobs import job
from ventanilla.records.status.actions import tell_over
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets.actions.drafts import drop_old_drafts
from ventanilla.records.tickets.actions.following import tell_follower
from ventanilla.records.tickets.actions.outages import end_report, reports_to_end
from ventanilla.records.tickets.actions.several import end_part
from ventanilla.records.tickets.actions.several import end_together as end_whole
from ventanilla.records.tickets.actions.waiting import end_wait, waits_to_end
from ventanilla.records.tickets.choices import Outcome, Part
from ventanilla.records.tickets.models import Follower, Ticket

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


@job("tickets.end_waits", cron="5 * * * *")
def end_waits(timestamp: int = 0) -> None:
    """What a supplier was to bring by today: each request goes on, in a transaction of its own."""
    for ticket in waits_to_end():
        end_wait(ticket=ticket)


@job("tickets.end_together")
def end_together(ticket: int) -> None:
    """End what holds several people's tickets, if the last of them is over."""
    end_whole(ticket=Ticket.objects.get(pk=ticket))


@job("tickets.end_parts")
def end_parts(ticket: int, text: str = "") -> None:
    """End each person's ticket with what holds them, each in its own transaction. Run again it goes on."""
    whole = Ticket.objects.get(pk=ticket)
    for part in whole.children.filter(part=Part.ONE).order_by("pk"):
        end_part(ticket=part, outcome=Outcome(whole.outcome), text=text)


@job("tickets.tell_followers")
def tell_followers(ticket: int, status: str, cause: int) -> None:
    """Tell everybody who follows a ticket how it goes. Run again nobody is told twice."""
    rows = Follower.objects.filter(ticket=ticket).select_related("ticket").order_by("pk")
    for follower in rows:
        tell_follower(follower=follower, status=status, cause=cause)
