"""Carrying out what a step asks of another system, and telling the workflow what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ventanilla.core.blueprint.blocks import Connector
from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.integrations.actions import end_call, put_back
from ventanilla.engines.integrations.calls import Failure, Later, Outcome, attempt
from ventanilla.engines.integrations.choices import CallState
from ventanilla.engines.integrations.connector import Done, Refused
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.integrations.paths import NotThere, take, take_rows
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.entries import SecretReady, SystemAnswered
from ventanilla.engines.workflow.models import Step
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.models import Ticket


def carry_out(*, call: int) -> None:
    """Try a call that waits; what comes of it is kept and fed to the workflow in one transaction.

    Raises Busy while another worker tries it.
    """
    row = Call.objects.select_related("stream", "connection").filter(pk=call).first()
    ticket = (
        Ticket.objects.filter(stream=row.stream_id).select_related("service__department").first()
        if row
        else None
    )
    if row is None or ticket is None:
        return
    step = _step_of(ticket, row.key)
    if step is None or step.state != StepState.ACTIVE:
        end_call(call=row, state=CallState.FAILED, problem="not needed any more")
        return
    outcome = attempt(call, ticket.service.department.slug)
    if isinstance(outcome, Later):
        _later(row, outcome)
    elif outcome is not None:
        _settle(row, ticket, step, outcome)


def _step_of(ticket: Ticket, key: str) -> Step | None:
    rows = Step.objects.filter(run__ticket=ticket, block=key.partition("/")[0]).select_related("run")
    return next((row for row in rows if str(store.key_of(row)) == key), None)


@action
def _later(call: Call, outcome: Later) -> None:
    put_back(call=call, problem=outcome.problem)
    run_at = clock.now() + timedelta(seconds=outcome.seconds)
    enqueue("workflow.call", run_at=run_at, lock=f"call:{call.pk}", call=call.pk)


@action
def _settle(call: Call, ticket: Ticket, step: Step, outcome: Outcome) -> None:
    ticket = locked(ticket)
    block = store.program_of(step.run.version_id, ticket.part).nodes[step.block].block
    assert isinstance(block, Connector), "only connectors call"
    state, problem = _state_of(outcome)
    secrets = outcome.secrets if isinstance(outcome, Done) else {}
    if not end_call(call=call, state=state, problem=problem, secrets=secrets):
        return
    told = SystemAnswered(
        title=block.shown_title, connection=call.connection.name, outcome=state.value, problem=problem
    )
    record(ticket.stream, told, actor=None)
    if secrets and call.reader is not None:
        record(ticket.stream, SecretReady(people=[call.reader.pk], reader=call.reader.name), actor=None)
    feed(ticket, _event(store.key_of(step), block, outcome))


def _state_of(outcome: Outcome) -> tuple[CallState, str]:
    match outcome:
        case Done():
            return CallState.OK, ""
        case Refused(reason=reason):
            return CallState.REFUSED, reason
        case Failure(problem=problem, uncertain=uncertain):
            return CallState.UNCERTAIN if uncertain else CallState.FAILED, problem
    raise TypeError(type(outcome).__name__)


def _event(key: machine.StepKey, block: Connector, outcome: Outcome) -> machine.Event:
    match outcome:
        case Done(value=value):
            return _taken(key, block, dict(value))
        case Refused(reason=reason):
            return _bad_end(key, block, "refused", reason)
        case Failure(uncertain=True, problem=problem):
            return machine.Failed(key, "connector_uncertain", problem)
        case Failure(problem=problem):
            return _bad_end(key, block, "failed", problem)
    raise TypeError(type(outcome).__name__)


def _bad_end(key: machine.StepKey, block: Connector, outcome: str, problem: str) -> machine.Event:
    """The package says what to do, or the owner does."""
    if outcome in block.on:
        return machine.Finished(key, outcome, {"problem": problem})
    return machine.Failed(key, f"connector_{outcome}", problem)


def _taken(key: machine.StepKey, block: Connector, value: dict[str, Any]) -> machine.Event:
    outputs: dict[str, Any] = {}
    for name, wanted in block.outputs.items():
        try:
            if wanted.type == "rows":
                outputs[name] = take_rows(value, wanted.source, wanted.columns)
            else:
                outputs[name] = take(value, wanted.source, wanted.type, wanted.currency)
        except NotThere as error:
            if wanted.required:
                return machine.Failed(key, "connector_answer", str(error))
            outputs[name] = None
    return machine.Finished(key, "ok", outputs)
