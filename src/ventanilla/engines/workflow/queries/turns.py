"""Whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from ventanilla.core.kit.standing import MANY, StandingRows
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, SeatCandidate, Task
from ventanilla.engines.workflow.needing import whom
from ventanilla.engines.workflow.queries.dossier import dossier_of
from ventanilla.engines.workflow.queries.outside import open_checks_in
from ventanilla.engines.workflow.queries.pauses import pauses
from ventanilla.engines.workflow.queries.turn import Turn
from ventanilla.records.tickets.choices import Part, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff, learn

CODE = {"en": "Code to be entered", "es": "Código por escribir"}


def _awaited(tickets: list[int]) -> QuerySet[SeatCandidate]:
    rows = SeatCandidate.objects.filter(
        seat__approval__ticket__in=tickets, seat__approval__state=OpenState.OPEN, open=True
    )
    return rows.select_related("seat__approval", "person").order_by("pk")


def _open_tasks(tickets: list[int]) -> QuerySet[Task]:
    rows = Task.objects.filter(ticket__in=tickets, state=OpenState.OPEN)
    return rows.select_related("team", "assignee").order_by("pk")


AWAITED = StandingRows(_awaited, tickets=MANY)
OPEN_TASKS = StandingRows(_open_tasks, tickets=MANY)


def turns_of(ticket: Ticket, reader: Person) -> list[Turn]:
    """Whose turn it is in one ticket whose way is told besides: by the rows that are read for that."""
    return turns([ticket], reader, whole=True)[ticket.pk]


def turns(tickets: Iterable[Ticket], reader: Person, *, whole: bool = False) -> dict[int, list[Turn]]:
    """Whose turn it is, as `reader` may know it, by ticket id, the oldest first. In the place of all that is kept from
    them stands one turn of nobody, of the kind `machine.KEPT`. Six queries at most, whatever the number of tickets."""
    rows = list(tickets)
    found = _all(rows, whole=whole)
    unseen = [row for row in rows if any(_is_unseen(turn, reader) for turn in found[row.pk])]
    learn(reader, unseen)
    for row in unseen:
        if not is_staff(reader, row):
            found[row.pk] = _veiled(found[row.pk], row, reader)
    return found


def _is_unseen(turn: Turn, reader: Person) -> bool:
    return turn.kept and not turn.is_of(reader)


def _veiled(open_now: list[Turn], ticket: Ticket, reader: Person) -> list[Turn]:
    kept = [turn for turn in open_now if _is_unseen(turn, reader)]
    for_them = Turn(
        kind=machine.KEPT,
        pk=0,
        title=machine.WORKING,
        names=(),
        people=frozenset(),
        opened_at=min(turn.opened_at for turn in kept),
        due_at=ticket.promised_at,
    )
    return [*(turn for turn in open_now if turn not in kept), for_them]


def _all(rows: list[Ticket], *, whole: bool) -> dict[int, list[Turn]]:
    """Every turn, whoever reads it. What one of several people's tickets waits for while it is
    decided for all of them is told with it, as nobody's own. Where nobody has one, it is what the ticket waits for
    (`Turn.by_itself`). Five queries at most, whatever the number of tickets."""
    parents = {row.pk: row.parent_id for row in rows if row.part == Part.ONE and row.parent_id}
    found: dict[int, list[Turn]] = {pk: [] for pk in (*(row.pk for row in rows), *parents.values())}
    if not rows:
        return {}
    known = dossier_of(rows[0]) if whole and len(found) == 1 else None
    awaited = known.awaited if known else AWAITED(tickets=list(found))
    tasks = known.open_tasks if known else OPEN_TASKS(tickets=list(found))
    for ticket_id, turn in (*_approval_turns(awaited), *_task_turns(tasks)):
        found[ticket_id].append(turn)
    silent = [row.pk for row in rows if not (row.ended or found[row.pk])]
    for ticket_id, turn in _code_turns(silent) if silent else ():
        found[ticket_id].append(turn)
    quiet = {row.pk: row for row in rows if row.pk in silent and not found[row.pk]}
    waiting = {pk: row for pk, row in quiet.items() if row.status != Status.WAITING}
    for ticket_id, turn in pauses(waiting) if waiting else ():
        found[ticket_id].append(turn)
    for pk, parent in parents.items():
        decided_there = [turn for turn in found[parent] if turn.kind == "approval"]
        found[pk] = found[pk] or [replace(turn, people=frozenset()) for turn in decided_there]
    return {row.pk: sorted(found[row.pk], key=lambda turn: turn.opened_at) for row in rows}


def _approval_turns(awaited: Iterable[SeatCandidate]) -> Iterable[tuple[int, Turn]]:
    asked: dict[Approval, dict[int, str]] = {}
    for row in awaited:
        asked.setdefault(row.seat.approval, {})[row.person_id] = row.person.name
    for approval, people in asked.items():
        yield (
            approval.ticket_id,
            Turn(
                kind="approval",
                pk=approval.pk,
                title=approval.title,
                names=whom(approval.outstanding, people),
                people=frozenset(people),
                opened_at=approval.since,
                due_at=approval.due_at,
                kept=approval.kept,
            ),
        )


def _task_turns(tasks: Iterable[Task]) -> Iterable[tuple[int, Turn]]:
    for task in tasks:
        holder = task.address or (
            task.assignee.name if task.assignee else pick(task.team.name if task.team else None)
        )
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
                kept=task.kept,
            ),
        )


def _code_turns(ids: list[int]) -> Iterable[tuple[int, Turn]]:
    for check in open_checks_in(ids):
        ticket = check.step.run.ticket
        turn = Turn(
            kind="code",
            pk=check.pk,
            title=CODE,
            names=(check.person.name,),
            people=frozenset({check.person_id, ticket.requester_id}),
            opened_at=check.sent_at,
            due_at=None,
        )
        yield ticket.pk, turn


def who_has(tickets: Iterable[Ticket], reader: Person) -> dict[int, list[str]]:
    """By ticket id, in words who has the turn, as `reader` may know it: names of people and teams with something open.
    Three queries, whatever the number of tickets."""
    return {
        pk: list(dict.fromkeys(name for turn in open_now for name in turn.names))
        for pk, open_now in turns(tickets, reader).items()
    }


def open_step_count(ticket: Ticket) -> int:
    """How many things somebody still has to do would be cut short if the ticket ended now."""
    tasks = Task.objects.filter(ticket=ticket, state=OpenState.OPEN).count()
    return tasks + Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).count()
