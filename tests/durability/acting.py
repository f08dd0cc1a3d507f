"""All that may happen to a request at this instant: what people, clocks, jobs and other systems may do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from ventanilla.core.blueprint.blocks import Wait
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow import actions, forms
from ventanilla.engines.workflow.actions.identity import enter_code
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.actions.run import look_again
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.choices import CheckState, OpenState, StepState, TaskKind, Verdict
from ventanilla.engines.workflow.models import Awaited, IdentityCheck, SeatCandidate, Step, Task, Timer
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.assets.actions import give_back
from ventanilla.records.assets.models import Asset
from ventanilla.records.grants.actions import end_due
from ventanilla.records.grants.models import Grant
from ventanilla.records.tickets.actions import amend, cancel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

OURS = "task_name LIKE 'workflow.%%' AND task_name <> 'workflow.sweep'"
DUE = f"""
    SELECT id, task_name, args::text FROM procrastinate_jobs
    WHERE {OURS} AND status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id
"""
NEXT_JOB = f"SELECT min(scheduled_at) FROM procrastinate_jobs WHERE {OURS} AND status = 'todo'"

OTHER_ANSWERS = "other answers"
OTHERS: dict[str, list[Any]] = {
    "flag": [True, False],
    "day": ["2027-03-03", "2027-04-15", "2027-03-31", None],
    "opens": ["2027-03-02T10:00:00Z", "2027-06-01T10:00:00Z", None],
    "mail": ["new@elsewhere.example", "somebody@elsewhere.example", None],
    "zero": [1, 0],
}
"""What becomes of the answers when they are corrected."""
FILLED_IN: dict[str, list[Any]] = {"day": ["2027-04-12", "2027-03-01"], "price": [3, 0]}
"""What people answer on the way, if they do; nothing costs 0."""


@dataclass(frozen=True)
class Happening:
    """Something that may happen now, and happens when it is called; its name says to what."""

    name: str
    happen: Callable[[], object]


def expected(root: Ticket, chance: Random) -> list[Happening]:
    """What the request and its parts wait for."""
    tickets = [root.pk, *Ticket.objects.filter(parent=root).values_list("pk", flat=True)]
    return [
        *_jobs(chance),
        *_timers(),
        *_tasks(tickets, chance),
        *_approvals(tickets, chance),
        *_elsewhere(tickets),
        *_codes(tickets, chance),
        *_messages(root),
    ]


def surprising(root: Ticket, chance: Random) -> list[Happening]:
    """What nobody waits for: the answers become other ones, or it isn't wanted any more."""
    name = chance.choice(list(OTHERS))
    answers = {**latest_answers(root).answers, name: chance.choice(OTHERS[name])}
    who = root.requester
    changed = Happening(OTHER_ANSWERS, lambda: amend(actor=who, ticket=root, answers=answers))
    withdrawn = Happening(
        "withdrawn", lambda: cancel(actor=who, ticket=root, outcome=Outcome.WITHDRAWN, text="No more.")
    )
    again = Happening("look again", lambda: look_again(ticket=root))
    return [changed] * 5 + [again] * 4 + [withdrawn]


def next_instant() -> Any:
    """When the clock itself brings something, after which nothing else has to happen; None when it never does."""
    timer = Timer.objects.filter(fired_at=None, step__state=StepState.ACTIVE).order_by("fires_at").first()
    grant = Grant.objects.filter(ended_at=None).exclude(until=None).order_by("until").first()
    with connection.cursor() as cursor:
        cursor.execute(NEXT_JOB)
        (job,) = cursor.fetchone()
    instants = [timer and timer.fires_at, grant and grant.until, job]
    return min((at for at in instants if at), default=None)


def jobs_left() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM procrastinate_jobs WHERE {OURS} AND status = 'todo'")
        return int(cursor.fetchone()[0])


def _jobs(chance: Random) -> Iterator[Happening]:
    """A job in the queue. Now and then whoever did it is gone before it could say so, and it stays there."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [clock.now()])
        rows = cursor.fetchall()
    for pk, name, arguments in rows:
        yield Happening(f"{name} {pk}", _job(pk, name, json.loads(arguments), tells=chance.random() < 0.8))


def _job(pk: int, name: str, arguments: dict[str, Any], *, tells: bool) -> Callable[[], None]:
    def happen() -> None:
        app.tasks[name].func(**arguments)
        if tells:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [pk])

    return happen


def _timers() -> Iterator[Happening]:
    if Timer.objects.filter(fired_at=None, fires_at__lte=clock.now(), step__state=StepState.ACTIVE).exists():
        yield Happening("timers", actions.fire_due_timers)
    if Grant.objects.filter(ended_at=None, until__lte=clock.now()).exists():
        yield Happening("accesses", end_due)


def _tasks(tickets: list[int], chance: Random) -> Iterator[Happening]:
    rows = Task.objects.filter(ticket__in=tickets, state=OpenState.OPEN).select_related("ticket", "assignee")
    for task in rows.order_by("pk"):
        if task.address:
            yield Happening(f"link {task.pk}", _answered_outside(token_of(task), _answers(task, chance)))
            continue
        who = task.assignee or (task.team.members.order_by("pk").first() if task.team else None)
        assert who is not None, f"nobody can do {task.title}"
        yield Happening(f"task {task.pk}", _done(who, task, _answers(task, chance)))


def _answers(task: Task, chance: Random) -> dict[str, Any]:
    if task.kind == TaskKind.FAULT:
        return {"choice": chance.choices(["go_on", "retry", "cancel"], [16, 6, 1])[0]}
    if task.kind == TaskKind.CORRECTION:
        return {**latest_answers(task.ticket).answers, "flag": chance.random() < 0.5}
    asked = [item.id for item in forms.parse(task.form) if item.id in FILLED_IN]
    return {name: chance.choice(FILLED_IN[name]) for name in asked if chance.random() < 0.7}


def _answered_outside(token: str, answers: dict[str, Any]) -> Callable[[], object]:
    return lambda: answer_outside(token=token, answers=answers)


def _done(who: Person, task: Task, answers: dict[str, Any]) -> Callable[[], object]:
    return lambda: actions.complete(actor=who, task=task, answers=answers)


def _approvals(tickets: list[int], chance: Random) -> Iterator[Happening]:
    rows = SeatCandidate.objects.filter(
        seat__approval__ticket__in=tickets, seat__approval__state=OpenState.OPEN, open=True
    )
    for row in rows.select_related("person", "seat__approval").order_by("pk"):
        verdict = chance.choices([Verdict.APPROVE, Verdict.REJECT, Verdict.RETURN], [7, 1, 1])[0]
        yield Happening(f"approval {row.seat.approval_id}", _decided(row, verdict))


def _decided(row: SeatCandidate, verdict: Verdict) -> Callable[[], object]:
    return lambda: actions.decide(
        actor=row.person, approval=row.seat.approval, verdict=verdict, comment="Because."
    )


def _elsewhere(tickets: list[int]) -> Iterator[Happening]:
    rows = Awaited.objects.filter(step__run__ticket__in=tickets, step__state=StepState.ACTIVE)
    for subject in rows.filter(subject__startswith="asset:").values_list("subject", flat=True).order_by("pk"):
        asset = Asset.objects.get(pk=subject.removeprefix("asset:"))
        if asset.holder_id is not None:
            yield Happening(subject, _given_back(asset))


def _given_back(asset: Asset) -> Callable[[], object]:
    return lambda: give_back(asset=asset, actor=None)


def _codes(tickets: list[int], chance: Random) -> Iterator[Happening]:
    rows = IdentityCheck.objects.filter(step__run__ticket__in=tickets, state=CheckState.OPEN)
    for row in rows.select_related("person").order_by("pk"):
        mail = Message.objects.filter(pk=row.message or 0).first()
        found = re.search(r"^(\d{4} \d{4})$", mail.text, re.MULTILINE) if mail else None
        code = found[1] if found and chance.random() < 0.7 else "0000 0000"
        yield Happening(f"code {row.pk}", _entered(row, code))


def _entered(row: IdentityCheck, code: str) -> Callable[[], object]:
    return lambda: enter_code(actor=row.person, check=row, code=code)


def _messages(root: Ticket) -> Iterator[Happening]:
    program = store.program_of(root.version, root.part)
    for step in Step.objects.filter(run__ticket=root, state=StepState.ACTIVE).order_by("pk"):
        node = program.nodes.get(step.block)
        if node and isinstance(node.block, Wait) and node.block.message:
            yield Happening(f"message {step}", _arrived(root, node.block.message, str(store.key_of(step))))


def _arrived(root: Ticket, name: str, key: str) -> Callable[[], object]:
    return lambda: arrive(ticket=root, name=name, payload={"order": key}, message_id=key)
