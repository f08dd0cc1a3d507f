"""The way of a ticket: the steps that were reached, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.rules import Facts
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, RunState, StepState
from ventanilla.engines.workflow.models import Run, Step
from ventanilla.engines.workflow.needing import whom
from ventanilla.engines.workflow.queries.dossier import Dossier, dossier_of
from ventanilla.engines.workflow.queries.sight import WHOLE, sight_ahead, sight_of
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff, learn

# Blocks that only steer or hold others: nobody did or has to do anything there, unless it went wrong.
UNSEEN = machine.STEERING | {"parallel", "group", "for_each", "repeat"}


def steps_of(ticket: Ticket) -> list[Step]:
    """The steps of a ticket's run, in the order in which they were reached."""
    return list(
        Step.objects.filter(run__ticket=ticket).exclude(block=machine.ROOT).order_by("started_at", "pk")
    )


def waits_for_rules(ticket: Ticket) -> bool:
    """Whether the ticket's workflow waits until a rule holds, somewhere."""
    return any(
        isinstance(node.block, Wait) and node.block.when is not None
        for (version,) in RUNNING(ticket=ticket.pk)
        for node in store.program_of(version, ticket.part).nodes.values()
    )


RUNNING = Standing(
    lambda ticket: Run.objects.filter(ticket=ticket, state=RunState.RUNNING).values_list("version_id"),
    ticket=-1,
)


def outline_of(ticket: Ticket, reader: Person, facts: Facts | None = None) -> list[machine.MapNode]:
    """The course of a ticket as `reader` may know it: what is done, where it is, and what will likely follow."""
    known = dossier_of(ticket)
    if known.run is None:
        return []
    program = store.program_of(known.run.version_id, ticket.part)
    return sight_of(ticket, reader).over(machine.outline(program, store.state_of(known.steps), facts))


def outlines_of(tickets: Iterable[Ticket], reader: Person) -> dict[int, list[machine.MapNode]]:
    """The courses of several tickets as `reader` may know them, by ticket id. Three queries, whatever the number of
    tickets."""
    rows = {ticket.pk: ticket for ticket in tickets}
    parts = {pk: ticket.part for pk, ticket in rows.items()}
    runs = {run.pk: run for run in RUNS(tickets=list(parts))}
    steps: dict[int, list[Step]] = {pk: [] for pk in runs}
    for step in STEPS(runs=list(runs)):
        steps[step.run_id].append(step)
    programs = {run.pk: store.program_of(run.version_id, parts[run.ticket_id]) for run in runs.values()}
    learn(reader, [rows[run.ticket_id] for run in runs.values() if programs[run.pk].keeps_something])
    found = {}
    for run in runs.values():
        program = programs[run.pk]
        staff = not program.keeps_something or is_staff(reader, rows[run.ticket_id])
        sight = WHOLE if staff else sight_ahead(program)
        found[run.ticket_id] = sight.over(machine.outline(program, store.state_of(steps[run.pk])))
    return found


RUNS = StandingRows(lambda tickets: Run.objects.filter(ticket__in=tickets), tickets=MANY)
STEPS = StandingRows(lambda runs: Step.objects.filter(run__in=runs).order_by("pk"), runs=MANY)


@dataclass(frozen=True)
class StepShown:
    """A step in words: what it is called and who has it."""

    block: str
    state: str
    name: str
    who: list[str]
    due_at: datetime | None
    round: int
    iteration: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The block, with the items that it is done for."""
        return "/".join([self.block, *self.iteration])


def steps_shown(ticket: Ticket, reader: Person) -> list[StepShown]:
    """The steps that people did or have to do, as far as `reader` may know of them, in the order in which they were
    reached, in the active language."""
    known = dossier_of(ticket)
    if known.run is None:
        return []
    sight = sight_of(ticket, reader)
    nodes = store.program_of(known.run.version_id, ticket.part).nodes
    who = _who_by_step(known)
    decided_until = {approval.step_id: approval.due_at for approval in known.approvals.values()}
    return [
        StepShown(
            block=step.block,
            state=step.state,
            name=pick(nodes[step.block].block.shown_title),
            who=who.get(step.pk, []),
            due_at=step.due_at or decided_until.get(step.pk),
            round=step.round,
            iteration=tuple(step.iteration),
        )
        for step in sorted(known.steps, key=attrgetter("started_at", "pk"))
        if step.block in nodes and step.block != machine.ROOT  # one of a version before may be gone
        if step.state == StepState.FAILED or nodes[step.block].block.type not in UNSEEN
        if not sight.hides(step.block, store.key_of(step))
    ]


def _who_by_step(known: Dossier) -> dict[int, list[str]]:
    who: dict[int, list[str]] = {}
    for task in known.tasks:
        holder = task.done_by or task.assignee
        who.setdefault(task.step_id or 0, []).append(
            task.address or (holder.name if holder else pick(task.team.name if task.team else None))
        )
    for decision in known.decisions:
        approval = known.approvals[decision.approval_id]
        if approval.state != OpenState.OPEN:
            who.setdefault(approval.step_id, []).append(decision.person.name)
    for approval in known.open_approvals:
        rows = (row for row in known.awaited if row.seat.approval_id == approval.pk)
        names = {row.person_id: row.person.name for row in rows}
        who.setdefault(approval.step_id, []).extend(whom(approval.outstanding, names))
    return {step: list(dict.fromkeys(names)) for step, names in who.items()}
