"""What a request waits for when nobody has anything to do: the portal itself, another system, a day, the opening of
sealed answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time

from django.utils import timezone

from ventanilla.core.blueprint.blocks import Block, Connector, CreateTicket, Document, ReturnAsset, Wait
from ventanilla.core.kit.standing import MANY, StandingRows
from ventanilla.engines.integrations.calls import given_up_at
from ventanilla.engines.integrations.choices import OVER
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import RunState, StepState
from ventanilla.engines.workflow.models import Step
from ventanilla.engines.workflow.queries.turn import Turn
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.sealed import opened_on
from ventanilla.records.tickets.models import Ticket

KINDS: dict[type[Block], str] = {
    Connector: "system",
    Document: "portal",
    Wait: "wait",
    CreateTicket: "elsewhere",
    ReturnAsset: "wait",
}

STEPS = StandingRows(
    lambda tickets: (
        Step.objects.filter(run__ticket__in=tickets, run__state=RunState.RUNNING, state=StepState.ACTIVE)
        .exclude(block=machine.ROOT)
        .select_related("run")
        .order_by("pk")
    ),
    tickets=MANY,
)
CALLS = StandingRows(
    lambda streams: (
        Call.objects.filter(stream__in=streams)
        .exclude(state__in=OVER)
        .select_related("connection")
        .order_by("pk")
    ),
    streams=MANY,
)


def pauses(tickets: Mapping[int, Ticket]) -> Iterator[tuple[int, Turn]]:
    """Of these tickets (by id, none of which anybody has a turn in) what they wait for, as turns of nobody. Two
    queries at most."""
    found = [(step, kind) for step in STEPS(tickets=list(tickets)) if (kind := _kind(step, tickets))]
    asking = {tickets[step.run.ticket_id].stream_id for step, kind in found if kind == "system"}
    calls = {(call.stream_id, call.key): call for call in CALLS(streams=list(asking))} if asking else {}
    told: set[tuple[int, str]] = set()
    for step, kind in found:
        if (step.run_id, step.block) in told:
            continue  # the same for another item of a loop
        told.add((step.run_id, step.block))
        ticket = tickets[step.run.ticket_id]
        call = calls.get((ticket.stream_id, str(store.key_of(step))))
        yield ticket.pk, _pause(step, kind, ticket, call)


def _kind(step: Step, tickets: Mapping[int, Ticket]) -> str:
    """How a step that nobody has is told; nothing for one that holds others, or is over in a moment."""
    node = store.program_of(step.run.version_id, tickets[step.run.ticket_id].part).nodes.get(step.block)
    if node is None:
        return ""
    if machine.HANDED_IN in step.data:
        return "sealed"
    kind = KINDS.get(type(node.block), "")
    return "message" if isinstance(node.block, Wait) and node.block.message else kind


def _pause(step: Step, kind: str, ticket: Ticket, call: Call | None) -> Turn:
    program = store.program_of(step.run.version_id, ticket.part)
    block = program.nodes[step.block].block
    return Turn(
        kind=kind,
        pk=step.pk,
        title=block.shown_title,
        names=(call.connection.name,) if call else (),
        people=frozenset(),
        opened_at=step.started_at,
        due_at=_until(step, call),
        kept=program.keeps(step.block),
    )


def _until(step: Step, call: Call | None) -> datetime | None:
    opens = opened_on(step)
    if opens is not None:
        zone = timezone.get_current_timezone()
        return opens if isinstance(opens, datetime) else datetime.combine(opens, time(0), zone)
    return step.due_at or (given_up_at(call) if call else None)
