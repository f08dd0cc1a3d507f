"""Reads about approvals, tasks and the course of a ticket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.queries import team_ids
from ventanilla.core.blueprint.questions import Elements
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.rules import Facts
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.models import Approval, Decision, Run, SeatCandidate, Step, Task
from ventanilla.engines.workflow.policies import may_do, sits_at
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker, is_staff
from ventanilla.records.tickets.queries import ticket_facts

# Blocks that only steer or hold others: nobody did or has to do anything there, unless it went wrong.
UNSEEN = machine.STEERING | {"parallel", "group"}
RELATED = (
    "ticket__service",
    "ticket__requester",
    "ticket__requested_for",
    "ticket__team",
    "ticket__version",
    "team",
)


def open_approvals(person: Person) -> QuerySet[Approval]:
    """The approvals that wait for this person's decision, the oldest first."""
    rows = Approval.objects.filter(
        state=OpenState.OPEN, seats__seatcandidate__person=person, seats__seatcandidate__open=True
    )
    rows = rows.exclude(Q(ticket__requester=person) | Q(ticket__requested_for=person))
    return (
        rows.select_related("ticket__service", "ticket__requester", "ticket__requested_for")
        .distinct()
        .order_by("pk")
    )


def decided_by(person: Person, *, after: str | None = None, size: int = 30) -> Page[Decision]:
    """What this person has decided, the latest first."""
    rows = Decision.objects.filter(person=person).select_related("approval__ticket__requester")
    return page(rows, order=("-decided_at", "-id"), after=after, size=size)


def approval_for(person: Person, pk: int) -> Approval:
    """An approval that `person` is or was asked for. Raises NotFound for any other."""
    found = Approval.objects.filter(pk=pk).select_related(*RELATED[:-1], "answer_set", "step").first()
    if found is None or not sits_at(person, found):
        raise NotFound(_("There is no such approval, or it isn't for you."))
    return found


def approvals_of(ticket: Ticket) -> QuerySet[Approval]:
    """The approvals of a ticket with their seats and decisions, in order."""
    return (
        Approval.objects.filter(ticket=ticket)
        .prefetch_related("seats__candidates", "decisions__person")
        .order_by("pk")
    )


def open_tasks(person: Person) -> QuerySet[Task]:
    """The tasks that are this person's to do: their own, and their teams' that nobody has taken. Those with a date
    come first, the nearest first."""
    rows = Task.objects.filter(state=OpenState.OPEN).filter(
        Q(assignee=person) | Q(team__in=team_ids(person), assignee=None)
    )
    return rows.select_related(*RELATED, "assignee").order_by("due_at", "pk")


def asked_of(person: Person) -> QuerySet[Task]:
    """The questions and corrections that wait for this person as a requester."""
    return open_tasks(person).filter(assignee=person, kind__in=[TaskKind.ASK, TaskKind.CORRECTION])


def task_for(person: Person, pk: int) -> Task:
    """A task that `person` may do or, being staff of its ticket or who asked, read. Raises NotFound otherwise."""
    found = (
        Task.objects.filter(pk=pk)
        .select_related(*RELATED, "assignee", "step", "ticket__department__calendar")
        .first()
    )
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


def form_of(task: Task) -> Elements:
    """The questions that a task asks."""
    return forms.parse(task.form)


def task_facts(task: Task) -> dict[str, Any]:
    """What the form of a task may know: the ticket, its answers, and what earlier steps left behind."""
    facts = ticket_facts(task.ticket)
    return facts if task.step is None else {**facts, **machine.output_facts(store.load(task.step.run))}


def tasks_of(ticket: Ticket) -> QuerySet[Task]:
    """The tasks of a ticket, in order."""
    return Task.objects.filter(ticket=ticket).select_related("team", "assignee", "done_by").order_by("pk")


def steps_of(ticket: Ticket) -> list[Step]:
    """The steps of a ticket's run, in the order in which they were reached."""
    return list(
        Step.objects.filter(run__ticket=ticket).exclude(block=machine.ROOT).order_by("started_at", "pk")
    )


def outline_of(ticket: Ticket, facts: Facts | None = None) -> list[machine.MapNode]:
    """The course of a ticket: what is done, where it is, and what will likely follow."""
    run = Run.objects.filter(ticket=ticket).prefetch_related("steps").first()
    if run is None:
        return []
    return machine.outline(store.program_of(run.version_id), store.state_of(run.steps.all()), facts)


def outlines_of(tickets: Iterable[Ticket]) -> dict[int, list[machine.MapNode]]:
    """The courses of several tickets, by ticket id. Two queries, whatever the number of tickets."""
    runs = Run.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).prefetch_related("steps")
    return {
        run.ticket_id: machine.outline(store.program_of(run.version_id), store.state_of(run.steps.all()))
        for run in runs
    }


@dataclass(frozen=True)
class Turn:
    """Something open in a ticket: what kind it is ("approval", or a kind of task), what it is called, who has it
    (`people` by id, when it is theirs alone), and until when. `pk` is that of the approval or task."""

    kind: str
    pk: int
    title: dict[str, str]
    names: tuple[str, ...]
    people: frozenset[int]
    opened_at: datetime
    due_at: datetime | None

    def is_of(self, person: Person) -> bool:
        return person.pk in self.people


def turns(tickets: Iterable[Ticket]) -> dict[int, list[Turn]]:
    """Whose turn it is, by ticket id, the oldest first. Two queries, whatever the number of tickets."""
    ids = [ticket.pk for ticket in tickets]
    found: dict[int, list[Turn]] = {pk: [] for pk in ids}
    if not ids:
        return found
    for ticket_id, turn in (*_approval_turns(ids), *_task_turns(ids)):
        found[ticket_id].append(turn)
    return {pk: sorted(open_now, key=lambda turn: turn.opened_at) for pk, open_now in found.items()}


def _approval_turns(ids: list[int]) -> Iterable[tuple[int, Turn]]:
    rows = SeatCandidate.objects.filter(
        seat__approval__ticket__in=ids, seat__approval__state=OpenState.OPEN, open=True
    )
    asked: dict[Approval, dict[int, str]] = {}
    for row in rows.select_related("seat__approval", "person").order_by("pk"):
        asked.setdefault(row.seat.approval, {})[row.person_id] = row.person.name
    for approval, people in asked.items():
        yield (
            approval.ticket_id,
            Turn(
                kind="approval",
                pk=approval.pk,
                title=approval.title,
                names=tuple(people.values()),
                people=frozenset(people),
                opened_at=approval.opened_at,
                due_at=approval.due_at,
            ),
        )


def _task_turns(ids: list[int]) -> Iterable[tuple[int, Turn]]:
    rows = (
        Task.objects.filter(ticket__in=ids, state=OpenState.OPEN)
        .select_related("team", "assignee")
        .order_by("pk")
    )
    for task in rows:
        holder = task.assignee.name if task.assignee else pick(task.team.name if task.team else None)
        yield (
            task.ticket_id,
            Turn(
                kind=task.kind,
                pk=task.pk,
                title=task.title,
                names=(holder,),
                people=frozenset({task.assignee_id} if task.assignee_id else ()),
                opened_at=task.opened_at,
                due_at=task.due_at,
            ),
        )


def who_has(tickets: Iterable[Ticket]) -> dict[int, list[str]]:
    """By ticket id, in words who has the turn: names of people and teams with something open. Two queries,
    whatever the number of tickets."""
    return {
        pk: list(dict.fromkeys(name for turn in open_now for name in turn.names))
        for pk, open_now in turns(tickets).items()
    }


def open_step_count(ticket: Ticket) -> int:
    """How many things somebody still has to do would be cut short if the ticket ended now."""
    tasks = Task.objects.filter(ticket=ticket, state=OpenState.OPEN).count()
    return tasks + Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).count()


@dataclass(frozen=True)
class StepShown:
    """A step in words: what it is called and who has it."""

    block: str
    state: str
    name: str
    who: list[str]
    due_at: datetime | None
    round: int


def steps_shown(ticket: Ticket) -> list[StepShown]:
    """The steps that people did or have to do, in the order in which they were reached, in the active language."""
    run = Run.objects.filter(ticket=ticket).first()
    if run is None:
        return []
    nodes = store.program_of(run.version_id).nodes
    who = _who_by_step(ticket)
    decided_until = dict(Approval.objects.filter(ticket=ticket).values_list("step_id", "due_at"))
    return [
        StepShown(
            block=step.block,
            state=step.state,
            name=pick(nodes[step.block].block.shown_title),
            who=who.get(step.pk, []),
            due_at=step.due_at or decided_until.get(step.pk),
            round=step.round,
        )
        for step in steps_of(ticket)
        if step.state == StepState.FAILED or nodes[step.block].block.type not in UNSEEN
    ]


def _who_by_step(ticket: Ticket) -> dict[int, list[str]]:
    who: dict[int, list[str]] = {}
    for task in tasks_of(ticket):
        holder = task.done_by or task.assignee
        who.setdefault(task.step_id or 0, []).append(
            holder.name if holder else pick(task.team.name if task.team else None)
        )
    for decision in _decisions_of(ticket):
        who.setdefault(decision.approval.step_id, []).append(decision.person.name)
    for candidate in _awaited_in(ticket):
        who.setdefault(candidate.seat.approval.step_id, []).append(candidate.person.name)
    return {step: list(dict.fromkeys(names)) for step, names in who.items()}


def _decisions_of(ticket: Ticket) -> QuerySet[Decision]:
    rows = Decision.objects.filter(approval__ticket=ticket, void=False)
    return rows.select_related("approval", "person").order_by("pk")


def _awaited_in(ticket: Ticket) -> QuerySet[SeatCandidate]:
    rows = SeatCandidate.objects.filter(
        seat__approval__ticket=ticket, seat__approval__state=OpenState.OPEN, open=True
    )
    return rows.select_related("seat__approval", "person").order_by("pk")


def desk_tasks(person: Person) -> QuerySet[Task]:
    """The tasks that this person works on at the desk: not what they are asked as a requester."""
    return open_tasks(person).filter(kind__in=[TaskKind.WORK, TaskKind.FAULT])


def has_work(person: Person) -> bool:
    """Whether anything at the desk is this person's or their teams' to do."""
    return bool(team_ids(person)) or desk_tasks(person).exists()
