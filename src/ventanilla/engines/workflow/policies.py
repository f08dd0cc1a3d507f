"""Who may decide, and who may do which task."""

from __future__ import annotations

from ventanilla.core.access.queries import team_ids
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import Approval, IdentityCheck, SeatCandidate, Task
from ventanilla.records.tickets.policies import may_work


def may_decide(person: Person, approval: Approval) -> bool:
    """It is their turn at the table, and it isn't their own request."""
    own = person.pk in (approval.ticket.requester_id, approval.ticket.requested_for_id)
    seats = SeatCandidate.objects.filter(seat__approval=approval, person=person, open=True)
    return person.is_active and not own and seats.exists()


def has_decided(person: Person, approval: Approval) -> bool:
    """Has said what they think of the content as it is now."""
    return approval.decisions.filter(person=person, void=False).exists()


def sits_at(person: Person, approval: Approval) -> bool:
    """Was asked, whether or not it is decided by now."""
    return SeatCandidate.objects.filter(seat__approval=approval, person=person).exists()


def may_do(person: Person, task: Task) -> bool:
    """The task is the person's own or their team's. What is asked of one person is for that person alone."""
    if not person.is_active:
        return False
    if task.assignee_id == person.pk:
        return True
    if task.kind in (TaskKind.ASK, TaskKind.CORRECTION):
        return task.kind == TaskKind.CORRECTION and person.pk == task.ticket.requested_for_id
    return task.team_id is not None and task.team_id in team_ids(person)


def may_take_over(person: Person, task: Task) -> bool:
    """A colleague of the team has it."""
    return task.assignee_id not in (None, person.pk) and may_put_back(person, task)


def may_put_back(person: Person, task: Task) -> bool:
    """Somebody of the team has it, and the person is of that team."""
    of_team = task.team_id is not None and task.team_id in team_ids(person)
    worked_on = task.kind in (TaskKind.WORK, TaskKind.FAULT)
    return worked_on and person.is_active and of_team and task.assignee_id is not None


def may_hand_on(person: Person, task: Task) -> bool:
    """It is the task of one person alone (a team puts its own back): that person may, and who owns the service."""
    of_one = task.kind == TaskKind.WORK and task.team_id is None and task.assignee_id is not None
    return of_one and person.is_active and person.pk in (task.assignee_id, task.ticket.service.owner_id)


def may_send_again(person: Person, task: Task) -> bool:
    """It is a question to somebody outside, and the person works on its request."""
    return task.kind == TaskKind.ASK and bool(task.address) and may_work(person, task.ticket)


def may_enter_code(person: Person, check: IdentityCheck) -> bool:
    """Whom it is about, or who asks for them: the code itself proves the rest."""
    ticket = check.step.run.ticket
    return person.is_active and person.pk in (check.person_id, ticket.requester_id)
