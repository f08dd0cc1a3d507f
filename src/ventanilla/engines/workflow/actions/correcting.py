"""Asking whoever sent a request to correct it, at any time and outside its workflow."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.entries import TaskDropped, TaskOpened
from ventanilla.engines.workflow.marks import checked_marks
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.engine import keep_turn
from ventanilla.engines.workflow.runtime.performers.tasks import OWN_TITLES
from ventanilla.engines.workflow.runtime.reminders import next_reminder
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import grant, locked
from ventanilla.records.tickets.choices import Part, Reason
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_work

LONGEST = 5_000


@action
def ask_correction(*, actor: Person, ticket: Ticket, text: str, marked: Iterable[str] = ()) -> Task:
    """Ask who sent the request to give its answers anew; `text` says what is wrong, `marked` are the questions that
    it is about, by id. The request waits until then, reminds them every working day, and both versions are kept.

    Raises NotAllowed for who doesn't work on it, Invalid naming `text` or `marked`, Conflict when the request is over
    or a correction has been asked for already.
    """
    if not may_work(actor, ticket):
        raise NotAllowed(_("Only who works on the request can ask for a correction."))
    text = _checked(text)
    ticket = locked(ticket)
    _still_fit(ticket)
    wanted = checked_marks(ticket, marked)
    task = Task.objects.create(
        ticket=ticket,
        kind=TaskKind.CORRECTION,
        title=OWN_TITLES[TaskKind.CORRECTION],
        assignee=ticket.requester,
        detail={"comment": text, "by": actor.name, "marked": wanted},
        opened_at=clock.now(),
        remind_at=next_reminder(ticket),
    )
    grant(ticket, person_principal(ticket.requester), Reason.PARTICIPANT)
    told = TaskOpened(
        task=task.pk,
        kind=task.kind,
        title=task.title,
        holder=ticket.requester.name,
        people=[ticket.requester_id],
        text=text,
    )
    record(ticket.stream, told, actor=actor)
    keep_turn(ticket)
    return task


@action
def take_back_correction(*, actor: Person, ticket: Ticket) -> None:
    """Not needed any more: the request goes on as it is. Raises NotAllowed, Conflict when nothing was asked for."""
    if not may_work(actor, ticket):
        raise NotAllowed(_("Only who works on the request can ask for a correction."))
    ticket = locked(ticket)
    task = asked_by_hand(ticket)
    if task is None:
        raise Conflict(_("This is answered already, or isn't needed any more."))
    _cancel(task)
    record(ticket.stream, TaskDropped(task=task.pk, title=task.title), actor=actor)
    keep_turn(ticket)


@action
def drop_corrections(*, ticket: Ticket) -> None:
    """The request is over: nobody has to correct it any more."""
    task = asked_by_hand(locked(ticket))
    if task is not None:
        _cancel(task)


def asked_by_hand(ticket: Ticket) -> Task | None:
    """The open correction that somebody of the team asked for, if there is one."""
    return Task.objects.filter(
        ticket=ticket, step=None, kind=TaskKind.CORRECTION, state=OpenState.OPEN
    ).first()


def _checked(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        said = _("Write what has to be corrected, so that the person who asked knows how to go on.")
        raise Invalid(said, {"text": [said]})
    if len(text) > LONGEST:
        said = _("Write at most 5,000 characters.")
        raise Invalid(said, {"text": [said]})
    return text


def _still_fit(ticket: Ticket) -> None:
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    if not package_of(ticket.version).form:
        raise Conflict(_("This request has no answers to correct."))
    if ticket.part == Part.ONE:
        raise Conflict(_("This is one of several requests with the same answers: write a message instead."))
    if not ticket.requester.is_active:
        raise Conflict(_("Whoever asked isn't here any more."))
    if Task.objects.filter(ticket=ticket, kind=TaskKind.CORRECTION, state=OpenState.OPEN).exists():
        raise Conflict(_("A correction has been asked for already."))


def _cancel(task: Task) -> None:
    task.state, task.ended_at = OpenState.CANCELLED, clock.now()
    task.save(update_fields=["state", "ended_at"])
