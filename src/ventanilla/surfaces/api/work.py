"""Approvals and tasks: what waits for the caller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.paging import page
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import TaskKind, Verdict
from ventanilla.engines.workflow.models import Decision, Task
from ventanilla.records.assets.queries import things_of
from ventanilla.records.catalog.queries import list_source, package_of
from ventanilla.records.intake.context import ListSource
from ventanilla.records.intake.interpret import json_schema, outward
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short, Text
from ventanilla.surfaces.api.shapes import (
    ApprovalOut,
    AssetOut,
    ChangeOut,
    DecisionOut,
    EarlierOut,
    LineOut,
    Listed,
    PersonOut,
    SaidOut,
    TaskOut,
)

router = Router()

FAULT_FORM = {
    "type": "object",
    "properties": {"choice": {"enum": ["retry", "go_on", "cancel"]}},
    "required": ["choice"],
}

# What the forms of a list of tasks are made of, so that it takes the same number of queries at any length.
PEOPLE = ("ticket__requester", "ticket__requested_for")
FORM_NEEDS = (
    "step__run",
    "ticket__department__calendar",
    "ticket__category",
    "ticket__location",
    *(f"{person}__{field}" for person in PEOPLE for field in ("organization", "department", "location")),
)
FORM_READS = (
    "ticket__answer_sets",
    "step__run__steps",
    *(f"{person}__{field}" for person in PEOPLE for field in ("teams", "portal_groups")),
)


class NewDecision(Body):
    """With `digest`, that of the approval, nothing is decided about what changed meanwhile. `marked` are ids of the
    questions to correct, when you `return` it."""

    decision: Literal["approve", "reject", "return"]
    comment: Text = ""
    digest: Short | None = None
    marked: Annotated[list[Short], Field(max_length=200)] = []


class NewCompletion(Body):
    """`answers` to what the task asks, by question id."""

    answers: dict[str, Any] = {}
    comment: Text = ""


class NewHanding(Body):
    """`to`: the address of somebody of the organisation of who has the task; `reason`: why, which they read."""

    to: Short
    reason: Text


class HandingOut(Schema):
    """Who has the task now. The caller may not see it any more."""

    task: int
    ticket: str
    to: PersonOut


@router.get(
    "/approvals",
    response={200: Listed[ApprovalOut], **errors()},
    tags=["approvals"],
    summary="Approvals that wait for you",
)
def list_approvals(
    request: HttpRequest,
    service: Query[Short | None] = None,
    days: Query[Annotated[int, Field(ge=0, le=10_000)] | None] = None,
    whose: Query[Literal["mine", "behalf"] | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[ApprovalOut]:
    """With the answers that you decide about. `service`: a slug; `days`: at least so old; `whose`: only your own
    (`mine`) or only those on behalf of others (`behalf`)."""
    person = caller(request)
    sieve = queries.Sieve(service=service or "", days=days or 0, whose=whose or "")
    found = queries.inbox(person, sieve, after=after, related=("answer_set", "before", "ticket__version"))
    behalf = queries.on_behalf(person, found.items)
    decisions, earlier = queries.decisions_of(found.items), queries.earlier_than(found.items, person)
    names = queries.names_by_id(_stood_in_for(decisions, earlier))
    items = [
        ApprovalOut(
            id=row.pk,
            ticket=row.ticket.number,
            title=pick(row.title),
            requester=PersonOut(name=row.ticket.requester.name, email=row.ticket.requester.email),
            shown=_lines(row.shown),
            changes=[ChangeOut(label=c.label, old=c.old, new=c.new) for c in queries.changes_in(row)],
            answers=outward(package_of(row.ticket.version).form, row.answer_set.answers),
            opened_at=row.opened_at,
            due=row.due_at,
            digest=row.digest,
            on_behalf_of=behalf.get(row.pk, []),
            cost=next((line["money"] for line in row.shown if "money" in line), None),
            paused=row.paused_at is not None,
            kept=row.kept,
            decisions=[_said(one, names) for one in decisions[row.pk]],
            earlier=[_earlier(one, names) for one in earlier[row.pk]],
        )
        for row in found.items
    ]
    return Listed(items=items, next=found.next)


def _stood_in_for(
    decisions: Mapping[int, list[Decision]], earlier: Mapping[int, list[queries.Earlier]]
) -> Iterator[int]:
    """On whose behalf any of these was decided."""
    before = (one.decisions for rows in earlier.values() for one in rows)
    yield from (pk for rows in chain(decisions.values(), before) for one in rows for pk in one.behalf)


def _said(one: Decision, names: Mapping[int, str]) -> SaidOut:
    return SaidOut(
        by=one.person.name,
        on_behalf_of=[names[pk] for pk in one.behalf if pk in names],
        decision=one.verdict,
        comment=one.comment,
        decided_at=one.decided_at,
    )


def _earlier(one: queries.Earlier, names: Mapping[int, str]) -> EarlierOut:
    said = [_said(decision, names) for decision in one.decisions]
    return EarlierOut(title=pick(one.title), outcome=one.outcome, ended_at=one.ended_at, decisions=said)


@router.post(
    "/approvals/{approval_id}/decision",
    response={201: DecisionOut, **sent(404, 409)},
    tags=["approvals"],
    summary="Decide an approval",
)
def create_decision(request: HttpRequest, approval_id: Id, data: NewDecision) -> Status[DecisionOut]:
    """Rejecting and returning need a comment."""
    person = caller(request)
    approval = queries.approval_for(person, approval_id)
    _known(approval.ticket, data.marked)
    made = actions.decide(
        actor=person,
        approval=approval,
        verdict=Verdict(data.decision),
        comment=data.comment,
        digest=data.digest,
        marked=data.marked,
    )
    names = queries.names_by_id(made.behalf)
    shown = DecisionOut(
        approval=approval.pk,
        decision=made.verdict,
        comment=made.comment,
        decided_at=made.decided_at,
        on_behalf_of=[names[pk] for pk in made.behalf if pk in names],
    )
    return Status(201, shown)


@router.get(
    "/tasks",
    response={200: Listed[TaskOut], **errors()},
    tags=["tasks"],
    summary="Tasks that you may do",
)
def list_tasks(request: HttpRequest, after: Query[Cursor | None] = None) -> Listed[TaskOut]:
    """Your own and your teams', with the JSON Schema of what each asks."""
    person = caller(request)
    rows = queries.open_tasks(person).select_related(*FORM_NEEDS).prefetch_related(*FORM_READS)
    found = page(rows, order=("id",), after=after)
    lists = list_source()
    return Listed(items=[_task(person, task, lists) for task in found.items], next=found.next)


@router.post(
    "/tasks/{task_id}/completion",
    response={200: TaskOut, **sent(403, 404, 409)},
    tags=["tasks"],
    summary="Complete a task",
)
def create_completion(request: HttpRequest, task_id: Id, data: NewCompletion) -> TaskOut:
    """The workflow goes on from here."""
    person = caller(request)
    task = queries.task_for(person, task_id)
    done = actions.complete(actor=person, task=task, answers=data.answers, comment=data.comment)
    return _task(person, done, list_source())


@router.post(
    "/tasks/{task_id}/handing",
    response={201: HandingOut, **sent(404, 409)},
    tags=["tasks"],
    summary="Hand a task on to somebody else",
)
def create_handing(request: HttpRequest, task_id: Id, data: NewHanding) -> Status[HandingOut]:
    """Only what is one person's alone: who has it may, and who owns the service. A task that a team's member has taken
    goes back to the team at the desk."""
    person = caller(request)
    task = queries.task_for(person, task_id)
    done = actions.hand_on(actor=person, task=task, to=by_email(data.to), reason=data.reason)
    holder = done.assignee
    assert holder is not None  # it has just been handed to them
    to = PersonOut(name=holder.name, email=holder.email)
    return Status(201, HandingOut(task=done.pk, ticket=done.ticket.number, to=to))


@router.get("/things", response={200: Listed[AssetOut], **errors()}, tags=["things"], summary="What you hold")
def list_things(request: HttpRequest) -> Listed[AssetOut]:
    """The assets that are assigned to you."""
    things = things_of(caller(request))
    items = [AssetOut(serial=a.serial, model=pick(a.model.name), since=a.assigned_at) for a in things]
    return Listed(items=items)


def _known(ticket: Ticket, marked: list[str]) -> None:
    """Raises Invalid when one of the marked questions isn't in the form of the ticket."""
    if set(marked) - {question.id for question in questions(package_of(ticket.version).form)}:
        said = _("One of the marked questions isn't in this request.")
        raise Invalid(said, {"marked": [said]})


def _task(person: Person, task: Task, lists: ListSource) -> TaskOut:
    return TaskOut(
        id=task.pk,
        ticket=task.ticket.number,
        kind=task.kind,
        title=pick(task.title),
        instructions=pick(task.instructions),
        said=task.detail.get("comment") or pick(task.detail.get("problem")),
        marked=task.detail.get("marked") or [],
        shown=_lines(task.shown),
        form=_form(person, task, lists),
        answers=outward(package_of(task.ticket.version).form, latest_answers(task.ticket).answers)
        if task.kind == TaskKind.CORRECTION
        else outward(queries.form_of(task), task.answers or {}),
        due=task.due_at,
    )


def _lines(shown: list[dict[str, Any]]) -> list[LineOut]:
    return [LineOut(id=line["id"], label=pick(line["label"]), text=pick(line["text"])) for line in shown]


def _form(person: Person, task: Task, lists: ListSource) -> dict[str, Any]:
    if task.kind == TaskKind.FAULT:
        return FAULT_FORM
    asks = package_of(task.ticket.version).form if task.kind == TaskKind.CORRECTION else queries.form_of(task)
    context = context_for(person, task.ticket.requested_for, queries.task_facts(task), task.ticket.department)
    return json_schema(asks, replace(context, lists=lists), get_language() or "es")
