"""Taking and completing tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.answering import answered, close
from ventanilla.engines.workflow.actions.rerouting import put_on_list
from ventanilla.engines.workflow.actions.run import start
from ventanilla.engines.workflow.actions.secrets_given import hand_secrets_over
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.entries import TaskClaimed, TaskDone
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import asked_by, digest_of
from ventanilla.engines.workflow.policies import may_do, may_put_back, may_take_over
from ventanilla.engines.workflow.queries import fault_outputs, form_of
from ventanilla.engines.workflow.queries.tasks import step_facts
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed, keep_turn
from ventanilla.engines.workflow.runtime.holders import let_in, moved, people_of
from ventanilla.engines.workflow.sealed import without_secrets
from ventanilla.records.intake.interpret import answer_facts, check
from ventanilla.records.tickets.actions import amend, cancel, locked, see
from ventanilla.records.tickets.actions.submit import context_for, tie_files
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import ticket_facts

FAULT_CHOICES = ("retry", "go_on", "cancel")


@action
def claim(*, actor: Person, task: Task) -> Task:
    """Take a task of one's team. Raises NotFound, Conflict when somebody else was quicker."""
    ticket, task = _open(actor, task)
    if task.assignee_id == actor.pk:
        return task
    if task.assignee_id is not None:
        raise Conflict(_("Somebody else has taken this task already."))
    task.assignee = actor
    task.save(update_fields=["assignee"])
    let_in(task)
    record(ticket.stream, TaskClaimed(task=task.pk, title=task.title), actor=actor)
    return task


@action
def take_over(*, actor: Person, task: Task) -> Task:
    """Take a task that a colleague of one's team has; they are told. Raises NotFound, Conflict when it is over."""
    ticket, task = _open(actor, task)
    if task.assignee is None:
        return claim(actor=actor, task=task)
    if not may_take_over(actor, task):
        raise Conflict(_("This task can't be taken over."))
    before, task.assignee = task.assignee, actor
    task.save(update_fields=["assignee"])
    let_in(task)
    told = moved(task, "taken_over", before.name, actor.name, [before.pk])
    record(ticket.stream, told, actor=actor)
    return task


@action
def put_back(*, actor: Person, task: Task) -> Task:
    """Put a task that somebody has taken back on the list of the team, or of the team that has the request now where
    the service says so; the team is told. Raises NotFound, Conflict when
    it is over or there is no team to put it back to."""
    ticket, task = _open(actor, task)
    if not may_put_back(actor, task) or task.assignee is None or task.team is None:
        raise Conflict(_("This task can't be put back."))
    before, team = task.assignee.name, put_on_list(task) or task.team
    others = [pk for pk in people_of(team, None) if pk != actor.pk]
    record(ticket.stream, moved(task, "put_back", before, team.name, others), actor=actor)
    return task


@action
def complete(*, actor: Person, task: Task, answers: Mapping[str, Any], comment: str = "") -> Task:
    """Say that a task is done, with the answers that it asks for; the workflow goes on.

    For a correction `answers` are those of the whole request; for a fault {"choice": "retry" | "go_on" | "cancel"}.
    Raises NotFound, Invalid with `fields`, Conflict when it is done or not needed any more.
    """
    ticket, task = _open(actor, task)
    comment = comment.replace("\x00", "").strip()
    if task.kind == TaskKind.FAULT:
        return _settle_fault(ticket, task, actor, answers, comment)
    see(actor=actor, ticket=ticket)
    read, columns = _answers(ticket, task, actor, answers)
    if task.kind == TaskKind.ASK and task.step is not None:
        answered(ticket, task, actor, read, columns, comment)
        return task
    given = without_secrets(task, read)
    close(task, actor, given)
    _tell(ticket, task, actor, comment)
    hand_secrets_over(ticket, task, read, actor)
    outcome = "done" if task.kind == TaskKind.WORK else "answered"
    if task.step is not None:
        feed(
            ticket,
            machine.Finished(
                store.key_of(task.step),
                outcome,
                {"who": str(actor.pk), **given, **columns, "by": actor.name},
            ),
        )
    elif task.kind == TaskKind.CORRECTION:  # somebody of the team asked for it: it goes on where it was
        keep_turn(locked(ticket))
    return task


@action
def answer_outside(*, token: str, answers: Mapping[str, Any], about: str = "") -> Task:
    """Somebody without an account answers what they were asked by a link. The link is good once. `about` is the digest
    of what they read. Raises NotFound, Conflict (also when they read something else), Invalid with `fields`."""
    task = asked_by(token)
    ticket = locked(task.ticket_id)
    task = asked_by(token)
    if about and about != digest_of(task):
        raise Conflict(_("What you are asked has changed meanwhile. Please read it again."))
    given, columns = _answers(ticket, task, ticket.requester, answers)
    answered(ticket, task, None, given, columns)
    return task


def _open(actor: Person, task: Task) -> tuple[Ticket, Task]:
    """The ticket, locked, and the task as it is now."""
    if not may_do(actor, task):
        raise NotFound(_("There is no such task, or it isn't for you."))
    ticket = locked(task.ticket_id)
    task = next(iter(TASK(task=task.pk)))
    task.ticket = ticket
    if task.state != OpenState.OPEN:
        raise Conflict(_("This task is done already, or isn't needed any more."))
    return ticket, task


TASK = StandingRows(
    lambda task: Task.objects.filter(pk=task).select_related("step__run", "team", "assignee"), task=-1
)


def _answers(
    ticket: Ticket, task: Task, actor: Person, raw: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers that were read, and what is known about the rows that they chose: {"offer.price": …}."""
    if task.kind == TaskKind.CORRECTION:
        return {"version": amend(actor=actor, ticket=ticket, answers=raw, awaited=True).number}, {}
    facts = ticket_facts(ticket)
    if task.step is not None:
        facts |= step_facts(task.step, task.ticket)
    checked = check(form_of(task), raw, context_for(actor, ticket.requested_for, facts, ticket.department))
    if checked.errors:
        raise Invalid(_("Some answers need another look."), checked.errors)
    tie_files(ticket, checked, public=not task.kept)
    known = answer_facts(form_of(task), checked.answers, checked.rows)
    below = {
        path.removeprefix("answers."): value.isoformat() if isinstance(value, date) else value
        for path, value in known.items()
        if path.count(".") > 1
    }
    agreed = {name: True for name in checked.answers if known.get(f"answers.{name}") is True}
    return checked.answers, {**below, **agreed}


def _tell(ticket: Ticket, task: Task, actor: Person, comment: str) -> None:
    told = TaskDone(
        task=task.pk,
        kind=task.kind,
        title=task.title,
        kept=task.kept,
        answers=task.answers,
        comment=comment,
    )
    record(ticket.stream, told, actor=actor)


def _settle_fault(
    ticket: Ticket, task: Task, actor: Person, answers: Mapping[str, Any], comment: str
) -> Task:
    choice = answers.get("choice")
    if choice not in FAULT_CHOICES:
        said = _("Choose how to go on.")
        raise Invalid(said, {"choice": [said]})
    outputs = _typed_outputs(task, answers.get("outputs")) if choice == "go_on" else {}
    close(task, actor, {"choice": choice, **({"outputs": outputs} if outputs else {})})
    _tell(ticket, task, actor, comment)
    if choice == "cancel" and ticket.ended:  # aftercare: what was done for who asked stays done
        feed(ticket, machine.Cancelled(ticket.outcome))
    elif choice == "cancel":
        cancel(actor=None, ticket=ticket, outcome=Outcome.DECLINED, text=comment)
        feed(ticket, machine.Cancelled(Outcome.DECLINED))
    elif task.step is None:
        start(ticket=ticket)
    elif task.step.state == StepState.FAILED:
        key = store.key_of(task.step)
        feed(ticket, machine.Retried(key) if choice == "retry" else machine.WentOn(key, outputs))
    return task


def _typed_outputs(task: Task, given: Any) -> dict[str, Any]:
    """What somebody typed in the place of what the step would have left behind. Raises Invalid with `fields`."""
    given = (
        {name: value for name, value in given.items() if value != ""} if isinstance(given, Mapping) else {}
    )
    taken, wrong = machine.read_payload({item.name: item.kind for item in fault_outputs(task)}, given)
    if wrong:
        said = _("This can't be read.")
        raise Invalid(_("Some answers need another look."), {name: [said] for name in wrong})
    return {name: value for name, value in taken.items() if value is not None}
