"""The clocks of an approval: they stand still while a question is open, and begin anew for those who are asked anew."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.engines.sla import reckoning
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Timer
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.tickets.models import Ticket


def hold(approval: Approval) -> None:
    """Let its clocks stand still; standing clocks stay as they are. A deadline of the block holds for all of it, with
    questions and without."""
    if approval.paused_at is not None:
        return
    timers = Timer.objects.filter(step=approval.step, fired_at=None).exclude(name=machine.DEADLINE)
    approval.held = {timer.name: timer.fires_at.isoformat() for timer in timers}
    approval.paused_at = clock.now()
    approval.save(update_fields=["held", "paused_at"])
    timers.delete()


def release(approval: Approval, ticket: Ticket) -> None:
    """Let its clocks go on, later by as much of their own measure as they stood still."""
    since, now = approval.paused_at, clock.now()
    if since is None or approval.state != OpenState.OPEN:
        return
    hours = working_hours(ticket.department.calendar)
    for name, at in approval.held.items():
        fires_at = reckoning.moved(hours, datetime.fromisoformat(at), _unit(approval, name), (since, now))
        Timer.objects.update_or_create(
            step=approval.step, name=name, defaults={"fires_at": fires_at, "fired_at": None}
        )
        if approval.due_at and datetime.fromisoformat(at) == approval.due_at:
            approval.due_at = fires_at
    approval.held, approval.paused_at = {}, None
    approval.save(update_fields=["held", "paused_at", "due_at"])


def begin_anew(approval: Approval, ticket: Ticket, *, whole: bool = False) -> None:
    """Count reminders and escalation from now on, for those who are asked from now on; with `whole` also until it
    expires. While a question is open they stand still at their beginning."""
    block, stands_still = _block(approval), approval.paused_at is not None
    if stands_still:
        release(approval, ticket)
    approval.asked_at = clock.now()
    if block.escalate_after or whole:
        approval.due_at = None  # by the first of the new timers
    approval.save(update_fields=["asked_at", "due_at"])
    feed(ticket, machine.AskedAnew(store.key_of(approval.step), whole))
    approval.refresh_from_db(fields=["due_at"])
    if stands_still:
        hold(approval)


def _block(approval: Approval) -> Block:
    block = store.program_of(approval.step.run.version_id).nodes[approval.step.block].block
    assert isinstance(block, Block)
    return block


def _unit(approval: Approval, timer: str) -> str:
    block = _block(approval)
    kind = timer.partition(".")[0]
    length = {"remind": block.remind_after, "escalate": block.escalate_after, "expire": block.expire_after}
    found = length.get(kind)
    return found.unit if found else "business_hours"
