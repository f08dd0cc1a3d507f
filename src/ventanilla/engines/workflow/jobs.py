from __future__ import annotations

from datetime import datetime
from typing import Any

from ventanilla.core.kit.jobs import job
from ventanilla.core.kit.sweeping import each, until_none_is_left
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.actions import fire_due_timers, schedules
from ventanilla.engines.workflow.actions.children import create_child, tell_parent, withdraw_child
from ventanilla.engines.workflow.actions.elsewhere import access_ended, asset_over
from ventanilla.engines.workflow.actions.papers import make_document
from ventanilla.engines.workflow.actions.recounting import recount_after_change
from ventanilla.engines.workflow.actions.run import go_on
from ventanilla.engines.workflow.actions.systems import carry_out
from ventanilla.engines.workflow.actions.tending import reseat_after_change, tend
from ventanilla.engines.workflow.models import Step
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket


@job("workflow.sweep", cron="* * * * * */10")
def sweep(timestamp: int = 0) -> None:
    """Fire the timers that are due, until none is left or the next sweep comes."""
    until_none_is_left(fire_due_timers)


@job("workflow.go_on_with_each")
def go_on_with_each(ticket: int) -> None:
    """What was decided for several people goes on with each of them, in a transaction of their own. Run again it
    changes nothing."""
    parts = Ticket.objects.filter(parent=ticket, part=Part.ONE).order_by("pk")
    each(parts, lambda part: go_on(ticket=part), strict=True)


@job("workflow.create_ticket")
def create_ticket(
    step: int, service: str, asked_by: int, requested_for: int, answers: dict[str, Any], wait: bool
) -> None:
    """Ask for another service, as a step said. Run again it asks for nothing more."""
    found = Step.objects.filter(pk=step).select_related("run").first()
    if found is not None:
        people = Person.objects.in_bulk([asked_by, requested_for])
        create_child(
            step=found,
            service=service,
            asked_by=people[asked_by],
            requested_for=people[requested_for],
            answers=answers,
            wait=wait,
        )


@job("workflow.child_ended")
def child_ended(ticket: int) -> None:
    """A request that was a part of another one has ended. Run again it changes nothing."""
    for child in Ticket.objects.filter(pk=ticket):
        tell_parent(child=child)


@job("workflow.withdraw_child")
def withdraw_child_later(step: int) -> None:
    """What a step asked for isn't needed any more. Run again it changes nothing."""
    found = Step.objects.filter(pk=step).first()
    if found is not None:
        withdraw_child(step=found)


@job("workflow.start_scheduled", cron="* * * * *")
def start_scheduled(timestamp: int = 0) -> None:
    """Ask for what schedules say is due."""
    schedules.start_due()


@job("workflow.start_one")
def start_one(schedule: int, at: str, target: str) -> None:
    """Ask for one request of a schedule. Run again it asks for nothing more."""
    schedules.start_one(schedule=schedule, at=datetime.fromisoformat(at), target=target)


@job("workflow.tend", cron="*/10 * * * *")
def tend_approvals(timestamp: int = 0) -> None:
    """See that no approval waits for somebody who isn't there, and no decision for an answer that doesn't come."""
    tend()


@job("workflow.reseat")
def reseat_later(kind: str, pk: int) -> None:
    """Look again at who decides, after a change of a person, team, group or department."""
    reseat_after_change(kind, pk)


@job("workflow.call")
def call_system(call: int) -> None:
    """Ask another system what a step wants of it."""
    carry_out(call=call)


@job("workflow.make_document")
def make_paper(step: int) -> None:
    """Write the document of a step."""
    make_document(step=step)


@job("workflow.access_ended")
def after_access(grant: int) -> None:
    """An access has ended: what it opened is closed."""
    access_ended(grant=grant)


@job("workflow.asset_over")
def after_asset(asset: int, outcome: str) -> None:
    """An asset came back, or never will."""
    asset_over(asset=asset, outcome=outcome)


@job("workflow.recount")
def recount(calendar: int | None = None, department: int | None = None) -> None:
    """The working hours are other ones: what is due by them is worked out anew. Run again it changes nothing."""
    recount_after_change(calendar=calendar, department=department)
