"""Starting a run, and looking at it again."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Grant
from ventanilla.core.kit import clock
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.clocks import begin_anew
from ventanilla.engines.workflow.actions.reseat import reseat
from ventanilla.engines.workflow.choices import OpenState, RunState
from ventanilla.engines.workflow.entries import ApprovalAsked, RunStarted
from ventanilla.engines.workflow.models import Approval, Run
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.accesses import move_ends
from ventanilla.engines.workflow.runtime.performers.approvals import (
    asked,
    content_digest,
    doubted,
    show_anew,
    waiting_for,
)
from ventanilla.engines.workflow.runtime.performers.rewriting import rewrite_tasks
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.table import take_turns
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import amend, locked
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers


@action
def start(*, ticket: Ticket) -> None:
    """Begin the workflow of a ticket; a service without one leaves the ticket to its team. Starting twice changes
    nothing."""
    workflow = store.blocks_for(package_of(ticket.version).workflow, ticket.part)
    if not workflow or waits_for_all(ticket):
        return
    ticket, new = locked(ticket), None
    if not Run.objects.filter(ticket=ticket).exists():
        new = Run.objects.create(ticket=ticket, version=ticket.version, started_at=clock.now())
        record(ticket.stream, RunStarted(service_version=ticket.version.number), actor=None)
    feed(ticket, machine.Started(), new=new)


def waits_for_all(ticket: Ticket) -> bool:
    """Whether something is still to be decided for all of several people, before each one's own ticket goes on."""
    if ticket.part != Part.ONE or ticket.parent_id is None:
        return False
    if not store.blocks_for(package_of(ticket.version).workflow, Part.TOGETHER):
        return False
    return not Run.objects.filter(ticket=ticket.parent_id, state=RunState.ENDED).exists()


@action
def go_on(*, ticket: Ticket) -> None:
    """What several people need was decided for all: this one's own ticket goes on, with the answers that count now."""
    ticket = locked(ticket)
    if ticket.ended or ticket.parent is None:
        return
    whole = latest_answers(ticket.parent)
    if whole.number > 1 and whole.answers != latest_answers(ticket).answers:
        amend(actor=ticket.requester, ticket=ticket, answers=whole.answers)
    start(ticket=ticket)


@action
def stop(*, ticket: Ticket, outcome: str) -> None:
    """The ticket was ended by a person: close what is open and end the run."""
    feed(ticket, machine.Cancelled(outcome))


@action
def look_again(*, ticket: Ticket) -> None:
    """The answers changed: what was approved about other answers is asked for again, and what is open is about those
    of now. Rules are looked at again."""
    answers = latest_answers(ticket)
    feed(ticket, machine.FactsChanged(doubted(ticket, answers)))
    digest = content_digest(ticket, answers)
    changed = Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).exclude(digest=digest)
    for approval in changed.select_related("step__run", "ticket", "answer_set"):
        show_anew(approval, answers, digest)
        before = {person.pk for person in waiting_for(approval)}
        before |= set(approval.decisions.filter(void=False).values_list("person", flat=True))
        approval.decisions.filter(void=False).update(void=True)
        reseat(approval=approval, because="answers_changed")
        _ask_again(approval, ticket, before)
    rewrite_tasks(ticket, answers)
    _move_accesses(ticket)


def _move_accesses(ticket: Ticket) -> None:
    """What was given until a day of the answers ends when they say now."""
    for run in Run.objects.filter(ticket=ticket).select_related("version"):
        nodes = store.program_of(run.version_id, ticket.part).nodes.values()
        if any(isinstance(node.block, Grant) and node.block.until is not None for node in nodes):
            move_ends(Scene(ticket=ticket, run=run, state=store.load(run)))


def _ask_again(approval: Approval, ticket: Ticket, before: set[int]) -> None:
    """Those who sat there before and still do; who has come was asked already. All of them have the whole time."""
    found = Approval.objects.filter(pk=approval.pk, state=OpenState.OPEN).select_related("step__run").first()
    if found is not None:
        take_turns(found, ticket)
        people = [person for person in waiting_for(found) if person.pk in before]
        record(ticket.stream, asked(ApprovalAsked, found, [], people), actor=None)
        begin_anew(found, ticket, whole=True)
