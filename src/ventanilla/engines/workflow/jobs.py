from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.engines.workflow.actions.run import go_on
from ventanilla.engines.workflow.actions.tending import reseat_after_change, tend
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket


@job("workflow.sweep", cron="* * * * * */10")
def sweep(timestamp: int = 0) -> None:
    """Fire the timers that are due, until none is left."""
    while fire_due_timers():
        pass


@job("workflow.go_on_with_each")
def go_on_with_each(ticket: int) -> None:
    """What was decided for several people goes on with each of them, in a transaction of their own. Run again it
    changes nothing."""
    for part in Ticket.objects.filter(parent=ticket, part=Part.ONE).order_by("pk"):
        go_on(ticket=part)


@job("workflow.tend", cron="*/10 * * * *")
def tend_approvals(timestamp: int = 0) -> None:
    """See that no approval waits for somebody who isn't there, and no decision for an answer that doesn't come."""
    tend()


@job("workflow.reseat")
def reseat_later(kind: str, pk: int) -> None:
    """Look again at who decides, after a change of a person, team, group or department."""
    reseat_after_change(kind, pk)
