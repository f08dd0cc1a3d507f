from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.core.kit.sweeping import each
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

END_WAITS_SECONDS = 600.0  # of a sweep that comes every hour


@job("tickets.end_reports")
def end_reports(outage: int) -> None:
    """End all that was joined to an outage which is over, each in its own transaction, and tell those who followed
    it. Killed in the middle it is run again and goes on where it was; nobody is told twice."""
    row = Outage.objects.filter(pk=outage).first()
    if row is None:
        return
    try:
        each(reports_to_end(outage), lambda ticket: end_report(ticket=ticket, outage=row), strict=True)
    finally:
        tell_over(row)


@job("tickets.old_drafts", cron="41 4 * * *")
def old_drafts(timestamp: int = 0) -> None:
    """Drop what nobody has gone on with for 30 days."""
    drop_old_drafts()


@job("tickets.end_waits", cron="5 * * * *")
def end_waits(timestamp: int = 0) -> None:
    """What a supplier was to bring by today: each request goes on, in a transaction of its own."""
    each(waits_to_end(), lambda ticket: end_wait(ticket=ticket), seconds=END_WAITS_SECONDS)


@job("tickets.end_together")
def end_together(ticket: int) -> None:
    """End what holds several people's tickets, if the last of them is over."""
    for whole in Ticket.objects.filter(pk=ticket):
        end_whole(ticket=whole)


@job("tickets.end_parts")
def end_parts(ticket: int, text: str = "") -> None:
    """End each person's ticket with what holds them, each in its own transaction. Run again it goes on."""
    whole = Ticket.objects.filter(pk=ticket).first()
    if whole is not None:
        outcome, parts = Outcome(whole.outcome), whole.children.filter(part=Part.ONE).order_by("pk")
        each(parts, lambda part: end_part(ticket=part, outcome=outcome, text=text), strict=True)


@job("tickets.tell_followers")
def tell_followers(ticket: int, status: str, cause: int) -> None:
    """Tell everybody who follows a ticket how it goes. Run again nobody is told twice."""
    rows = Follower.objects.filter(ticket=ticket).select_related("ticket").order_by("pk")
    each(rows, lambda follower: tell_follower(follower=follower, status=status, cause=cause), strict=True)
