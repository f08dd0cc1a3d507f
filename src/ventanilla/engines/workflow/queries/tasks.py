"""Reads about tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.engines.workflow.policies import may_do
from ventanilla.engines.workflow.queries.approvals import SHOWN
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker, is_staff
from ventanilla.records.tickets.queries import ticket_facts

RELATED = (*SHOWN, "team", "assignee")
# What belongs to an outage waits for its end.
DESK_WORK = Q(kind__in=[TaskKind.WORK, TaskKind.FAULT], ticket__outage_report=None)


def open_tasks(person: Person) -> QuerySet[Task]:
    """The tasks that are this person's to do: their own, and their teams' that nobody has taken. Those with a date
    come first, the nearest first."""
    return open_tasks_of(person.pk, team_ids(person))


def open_tasks_of(person: int, teams: Sequence[int]) -> QuerySet[Task]:
    """The same for the ids of a person and of the teams that the person is in."""
    rows = Task.objects.filter(state=OpenState.OPEN).filter(
        Q(assignee=person) | Q(team__in=teams, assignee=None)
    )
    return rows.select_related(*RELATED).order_by("due_at", "pk")


def asked_of(person: Person | int) -> QuerySet[Task]:
    """The questions and corrections that wait for this person (or who has this id) as a requester."""
    rows = Task.objects.filter(state=OpenState.OPEN, assignee=person)
    return (
        rows.select_related(*RELATED)
        .order_by("due_at", "pk")
        .filter(kind__in=[TaskKind.ASK, TaskKind.CORRECTION])
    )


def desk_tasks(person: Person) -> QuerySet[Task]:
    """The tasks that this person works on at the desk: not what they are asked as a requester."""
    return open_tasks(person).filter(DESK_WORK)


def desk_tasks_of(person: Person | int) -> QuerySet[Task]:
    """Those of them that are this person's own (or that of who has this id)."""
    return Task.objects.filter(DESK_WORK, state=OpenState.OPEN, assignee=person)


def taken_by_others(person: Person) -> QuerySet[Task]:
    """The work of the person's teams that a colleague has: to take over while they aren't there."""
    rows = Task.objects.filter(DESK_WORK, state=OpenState.OPEN, team__in=team_ids(person))
    others = rows.exclude(assignee=None).exclude(assignee=person)
    return others.select_related(*RELATED).order_by("due_at", "pk")


def has_work(person: Person) -> bool:
    """Whether anything at the desk is this person's or their teams' to do."""
    return bool(team_ids(person)) or desk_tasks_of(person).exists()


def task_load(people: Collection[int]) -> Mapping[int, int]:
    """How many open tasks each of these people has."""
    rows = Task.objects.filter(assignee__in=people, state=OpenState.OPEN).order_by()
    return dict(rows.values_list("assignee").annotate(count=Count("pk")))


def task_for(person: Person, pk: int) -> Task:
    """A task that `person` may do or, being staff of its ticket or who asked, read. Raises NotFound otherwise."""
    found = next(iter(TASK(task=pk)), None)
    if found and (may_do(person, found) or is_staff(person, found.ticket)):
        return found
    if (
        found
        and found.kind != TaskKind.FAULT
        and is_asker(person, found.ticket)
        and found.assignee_id == person.pk
    ):
        return found
    raise NotFound(_("There is no such task, or it isn't for you."))


TASK = StandingRows(
    lambda task: (
        Task.objects.filter(pk=task)
        .select_related(
            *RELATED,
            "step__run",
            "ticket__department__calendar",
            "ticket__category",
            "ticket__location",
            "ticket__stream",
        )
        .defer("ticket__version__definition")
    ),
    task=-1,
)


def form_of(task: Task) -> forms.Asked:
    """The questions that a task asks, and what has to hold among their answers."""
    return forms.parse_whole(task.form)


def step_facts(step: Step, ticket: Ticket) -> dict[str, Any]:
    """What the steps of `ticket` before this one left behind, as it knows it, and the item that it is about."""
    program = store.program_of(step.run.version_id, ticket.part)
    return machine.facts_of(program, store.load(step.run), store.key_of(step))


def task_facts(task: Task) -> dict[str, Any]:
    """What the form of a task may know: the ticket, its answers, and what earlier steps left behind."""
    facts = ticket_facts(task.ticket)
    return facts if task.step is None else {**facts, **step_facts(task.step, task.ticket)}


def tasks_of(ticket: Ticket) -> QuerySet[Task]:
    """The tasks of a ticket, in order."""
    return Task.objects.filter(ticket=ticket).select_related("team", "assignee", "done_by").order_by("pk")
