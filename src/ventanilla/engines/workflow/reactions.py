"""What the workflow does when something happens to a ticket."""

from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.correcting import drop_corrections
from ventanilla.engines.workflow.actions.enquire import end_enquiry
from ventanilla.engines.workflow.actions.faults import drop_reports, report_fault
from ventanilla.engines.workflow.actions.rerouting import follow_team
from ventanilla.engines.workflow.actions.run import look_again, start, stop
from ventanilla.engines.workflow.actions.schedules import plan
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Approval, Enquiry, Spawned
from ventanilla.engines.workflow.queries.course import waits_for_rules
from ventanilla.engines.workflow.runtime import promise, targets
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.assets.actions import free_seats_of, release_reserved
from ventanilla.records.budgets.actions import release, spend, take_back
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.actions import end_all_of
from ventanilla.records.tickets.actions import move, ticket_of
from ventanilla.records.tickets.choices import Status

FACTS = [
    "ticket.assigned",
    "ticket.status_changed",
    "ticket.priority_set",
    "ticket.routed",
    "ticket.answers_amended",
    "ticket.comment_added",
    "ticket.follower_added",
    "ticket.follower_gone",
]
"""What makes the facts of a ticket other ones."""
BEGUN = ["workflow.task_claimed", "workflow.task_done", "workflow.decided"]
"""What people do first in a workflow."""
SEATED = {"person", "team", "group", "department"}
"""What decides who sits at an approval."""
HOURS = {"week", "zone", "country", "region", "closing_days", "is_default"}
"""What of a calendar decides by when something is due."""


def on_submitted(entry: Entry) -> None:
    """A new ticket: its workflow begins."""
    start(ticket=ticket_of(entry))


def on_begun(entry: Entry) -> None:
    """To `BEGUN`: somebody has taken, done or decided something, so the request is in progress. What who asked
    answers is no work. Of a step that is kept from them nobody is named."""
    if entry.actor is None or entry.payload.get("kind", TaskKind.WORK) != TaskKind.WORK:
        return
    ticket = ticket_of(entry)
    if ticket.status == Status.NEW:
        move(ticket, Status.OPEN, actor=None if entry.payload.get("kept") else entry.actor)


def on_ended(entry: Entry) -> None:
    """Somebody resolved or cancelled it. When the workflow itself did (no actor), it knows already."""
    if entry.actor_id is not None or entry.type == "ticket.resolved_with_outage":
        stop(ticket=ticket_of(entry), outcome=str(entry.payload["outcome"]))


def on_assigned(entry: Entry) -> None:
    """Another team has it, perhaps: what is for the team that has it goes there."""
    follow_team(ticket=ticket_of(entry))


def on_amended(entry: Entry) -> None:
    """Other answers: approvals about the old ones are asked again."""
    look_again(ticket=ticket_of(entry))


def on_resolved(entry: Entry) -> None:
    """It was bought: what was set aside for it is spent."""
    spend(stream=entry.stream)


def on_cancelled(entry: Entry) -> None:
    """It isn't bought: what was set aside for it is free again, and nobody looks into what went wrong with it."""
    release(stream=entry.stream)
    drop_reports(ticket=ticket_of(entry), but=entry.type)


def on_reopened(entry: Entry) -> None:
    """It goes on: what was spent is only set aside again."""
    take_back(stream=entry.stream)


def on_published(entry: Entry) -> None:
    """Another version of a service, or none: what it asks for by itself follows."""
    service = Service.objects.filter(stream=entry.stream_id).first()
    if service is not None:
        plan(service=service)


def on_facts(entry: Entry) -> None:
    """Something about the ticket is other than before: rules that are waited for are looked at again."""
    ticket = ticket_of(entry)
    if waits_for_rules(ticket):
        feed(ticket, machine.FactsChanged())


def on_child_ended(entry: Entry) -> None:
    """A ticket has ended; when it was a part of another one, that goes on by a job."""
    spawned = Spawned.objects.filter(ticket__stream=entry.stream_id).first()
    if spawned is not None:
        enqueue("workflow.child_ended", ticket=spawned.ticket_id)


def on_asked(entry: Entry) -> None:
    """The first date that is promised."""
    promise.begin(ticket=ticket_of(entry))


def on_moved(entry: Entry) -> None:
    """It goes on after it waited, or was over: the promised date moves by as long."""
    promise.resume(ticket=ticket_of(entry), entry=entry)


def on_supplier(entry: Entry) -> None:
    """It waits for a supplier, or doesn't any more: the promised date follows."""
    ticket = ticket_of(entry)
    if entry.type == "ticket.waits_for_supplier":
        promise.expect(ticket=ticket, entry=entry)
    else:
        promise.resume_after_supplier(ticket=ticket, entry=entry)


def on_targets(entry: Entry) -> None:
    """It was asked for, or has other answers or another priority: what the team promises follows, by what the workflow
    has left behind too."""
    targets.look_again(ticket_of(entry))


def on_changed(entry: Entry) -> None:
    """Other answers or another priority: deadlines may have moved."""
    promise.keep(ticket=ticket_of(entry), because=promise.CHANGED)


def on_directory(entry: Entry) -> None:
    """A person, team, group or department is another one now: who decides open approvals may be another too. Other
    tickets are looked at by a job."""
    kind, pk = entry.stream.subject_kind, entry.stream.subject_id
    if kind == SubjectKind.SETTINGS:
        kind, _colon, pk = pk.partition(":")
    if kind in SEATED and pk.isdecimal():
        enqueue("workflow.reseat", kind=str(kind), pk=int(pk))


def on_hours(entry: Entry) -> None:
    """A calendar has other hours or holidays, or a department another calendar: what is due by it is worked out anew
    by a job."""
    changed = entry.payload["changes"].keys()
    kind, _colon, pk = entry.stream.subject_id.partition(":")
    if entry.payload["what"] == "calendar" and changed & HOURS:
        enqueue("workflow.recount", calendar=int(pk))
    elif kind == "department" and "calendar" in changed:
        enqueue("workflow.recount", department=int(pk))


def on_owner_of_centre(entry: Entry) -> None:
    """Somebody else answers for a cost centre: what waits for whoever does moves by a job."""
    for pk in CostCentre.objects.filter(stream=entry.stream_id).values_list("pk", flat=True):
        enqueue("workflow.reseat", kind="cost_centre", pk=pk)


def on_holder_of_asset(entry: Entry) -> None:
    """Somebody else has a piece, or nobody: what waits for whoever has it moves by a job, if anything might."""
    if Approval.objects.filter(state=OpenState.OPEN).exclude(holders={}).exists():
        enqueue("workflow.reseat", kind="asset", pk=int(entry.stream.subject_id))


def on_answered(entry: Entry) -> None:
    """What was asked before a decision is answered: its clocks go on."""
    rows = Enquiry.objects.filter(task=entry.payload["task"], ended_at=None).select_related("approval")
    for enquiry in rows:
        end_enquiry(enquiry=enquiry)


def on_fault(entry: Entry, error: Exception) -> None:
    """One of these could not be done: the request stays, and the service's owner gets a task."""
    report_fault(ticket=ticket_of(entry), error=error, entry=entry)


def on_access_ended(entry: Entry) -> None:
    """Another ticket's run may wait for it, or this one's: by a job, in a transaction of its own."""
    enqueue("workflow.access_ended", grant=int(entry.payload["grant"]))


def on_asset_over(entry: Entry) -> None:
    """A piece came back or was put out of use: a run may wait for it."""
    outcome = "given_back" if entry.type == "asset.returned" else "written_off"
    enqueue("workflow.asset_over", asset=int(entry.stream.subject_id), outcome=outcome)


def on_left(entry: Entry) -> None:
    """Somebody leaves: their accesses end and their licences are free again."""
    changes = entry.payload["changes"]
    if entry.payload["what"] != "person" or changes.get("is_active", [None, True])[1] is not False:
        return
    person = Person.objects.filter(pk=int(entry.stream.subject_id)).first()
    if person is not None:
        end_all_of(holder=person)
        free_seats_of(person=person)


def on_put_aside(entry: Entry) -> None:
    """The request is over: what was put aside for it is free again."""
    release_reserved(stream=entry.stream_id)


def on_over(entry: Entry) -> None:
    """The request is over: nobody has to correct it any more."""
    drop_corrections(ticket=ticket_of(entry))
