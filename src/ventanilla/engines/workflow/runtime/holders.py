"""Who has something to do, and who hears of it."""

from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.queries import people_with, person_principal, team_principal
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries import TaskMoved
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.store import program_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import grant, revoke
from ventanilla.records.tickets.choices import Reason

TICKETS_TEAM = "ticket.team"


def people_of(team: Team | None, person: Person | None) -> list[int]:
    """Who is told of a task: the person who has it, or the active members of the team."""
    if person:
        return [person.pk]
    return list(team.members.filter(is_active=True).values_list("pk", flat=True)) if team else []


def moved(
    task: Task,
    reason: str,
    was: dict[str, str] | str,
    holder: dict[str, str] | str,
    people: list[int],
    why: str = "",
) -> TaskMoved:
    """What tells that somebody else has a task now: `people` hear of it, `reason` is the code of what led to it, and
    `why` what somebody wrote about that."""
    return TaskMoved(
        task=task.pk,
        kind=task.kind,
        title=task.title,
        kept=task.kept,
        reason=reason,
        was=was,
        holder=holder,
        people=people,
        why=why,
    )


def keeper_of(service: Service) -> Person | None:
    """Who looks at what goes wrong in a service: its owner; None when the owner has left and the team is asked; when
    nobody is left there, an administrator of its department or, with none, of the portal."""
    if service.owner.is_active:
        return service.owner
    if people_of(service.owner_team, None):
        return None
    nearest = people_with(Role.DEPARTMENT_ADMINISTRATOR, [service.department])
    return next(iter(nearest or people_with(Role.PORTAL_ADMINISTRATOR)), None)


def let_in(task: Task) -> None:
    """Let those who have the task see its request; where that is confidential, those who don't keep the service see
    the task alone."""
    if task.team:
        grant(task.ticket, team_principal(task.team), _reason(task, keeps=True))
    if task.assignee:
        grant(task.ticket, person_principal(task.assignee), _reason(task, keeps=_keeps(task)))


def let_in_asked(task: Task) -> None:
    """Let who is asked see the request, as one who takes part in it. In a confidential one, and in a step that is kept
    from who asked, they see what somebody with a task would."""
    person, ticket = task.assignee, task.ticket
    if person is None:
        return
    theirs = person.pk in (ticket.requester_id, ticket.requested_for_id)
    alone = ticket.confidential and task.kind == TaskKind.ASK and not theirs
    if task.kept or alone:
        let_in(task)
    else:
        grant(ticket, person_principal(person), Reason.PARTICIPANT)


def let_out(task: Task, person: Person) -> None:
    """Who was asked by mistake, or had a task of a confidential request, sees nothing of it for that any more, unless
    they have something else to do there."""
    theirs = Task.objects.filter(ticket=task.ticket_id, assignee=person).exclude(pk=task.pk)
    if not theirs.exists():
        principal = person_principal(person)
        revoke(task.ticket, principal, Reason.TASK_ONLY)
        if task.kind == TaskKind.ASK:
            revoke(task.ticket, principal, Reason.TASK if task.kept else Reason.PARTICIPANT)


def let_team_out(task: Task, team: Team) -> None:
    """A team that has nothing to do on the request any more doesn't see it for that."""
    if not Task.objects.filter(ticket=task.ticket_id, team=team).exclude(pk=task.pk).exists():
        revoke(task.ticket, team_principal(team), Reason.TASK)
        revoke(task.ticket, team_principal(team), Reason.TASK_ONLY)


def follows_ticket(task: Task) -> bool:
    """Whether it is for the team that has the request, whichever that is."""
    if task.step is None or task.kind != TaskKind.WORK:
        return False
    node = program_of(task.step.run.version_id, task.ticket.part).nodes.get(task.step.block)
    return node is not None and getattr(node.block, "team", None) == TICKETS_TEAM


def team_now(task: Task) -> Team | None:
    """The team whose list it belongs on: that of the request, where the service says so."""
    return task.ticket.team if follows_ticket(task) else task.team


def _reason(task: Task, *, keeps: bool) -> Reason:
    whole = not task.ticket.confidential or (task.kind == TaskKind.FAULT and keeps)
    return Reason.TASK if whole else Reason.TASK_ONLY


def _keeps(task: Task) -> bool:
    """Whether who has it owns the service or is of the team that does: not an administrator who stands in."""
    if not task.ticket.confidential or task.assignee_id == task.ticket.service.owner_id:
        return True
    return task.team is not None and task.team.members.filter(pk=task.assignee_id).exists()
