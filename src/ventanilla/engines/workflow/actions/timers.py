"""What time does to a run."""

from __future__ import annotations

import logging

from django.db import DatabaseError

from ventanilla.core.kit import clock
from ventanilla.core.kit.sweeping import AT_ONCE, SECONDS, each
from ventanilla.core.timeline.actions import writing
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.faults import report
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.fault_words import fault_texts
from ventanilla.engines.workflow.models import Decision, Timer
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.tickets.models import Ticket

log = logging.getLogger(__name__)


def fire_due_timers(seconds: float = SECONDS) -> int:
    """Let the timers whose instant has come fire, the earliest first, each in a transaction of its own, for so many
    seconds; returns how many did.

    Safe to run in many places at once. A timer that can't fire holds up no other: its step stops, and the service's
    owner is asked how to go on.
    """
    due = Timer.objects.filter(fired_at=None, fires_at__lte=clock.now()).order_by("fires_at", "pk")
    return each(list(due.values_list("pk", flat=True)[:AT_ONCE]), _fire_or_stop, seconds=seconds)


def _fire_or_stop(pk: int) -> bool:
    try:
        return _fire(pk)
    except DatabaseError:  # what the next sweep may find mended
        raise
    except Exception as error:
        log.exception("timer %s could not fire", pk)
        return _stop(pk, f"{type(error).__name__}: {error}")


def _fire(pk: int) -> bool:
    with writing():
        timer = _taken(pk)
        if timer is not None and timer.step.state in (StepState.ACTIVE, StepState.FAILED):
            fired = machine.TimerFired(store.key_of(timer.step), timer.name, _known(timer))
            feed(timer.step.run.ticket_id, fired)
    return timer is not None


def _known(timer: Timer) -> dict[str, list[str]]:
    """Who had voted, when the time of an approval is up."""
    if timer.name != "expire":
        return {}
    votes = Decision.objects.filter(approval__step=timer.step, void=False).order_by("pk")
    return {machine.VOTED: [str(person) for person in votes.values_list("person", flat=True)]}


def _stop(pk: int, problem: str) -> bool:
    """Its step fails with the words of the problem; one that only holds others goes on without its timer."""
    with writing():
        timer = _taken(pk)
        if timer is None or timer.step.state != StepState.ACTIVE:
            return False
        ticket = timer.step.run.ticket_id
        feed(ticket, machine.Failed(store.key_of(timer.step), "timer", problem))
        timer.step.refresh_from_db(fields=["state"])
        if timer.step.state == StepState.ACTIVE:
            report(ticket=Ticket.objects.get(pk=ticket), problem=fault_texts("timer", problem), code="timer")
    return True


def _taken(pk: int) -> Timer | None:
    """The timer, marked as fired, with its ticket locked; None when it has fired already."""
    ticket = Timer.objects.filter(pk=pk).values_list("step__run__ticket", flat=True).first()
    if ticket is None:
        return None
    Ticket.objects.select_for_update().filter(pk=ticket).first()  # the ticket is always the first lock
    rows = Timer.objects.select_for_update(of=("self",)).select_related("step__run")
    timer = rows.filter(pk=pk, fired_at=None).first()
    if timer is not None:
        timer.fired_at = clock.now()
        timer.save(update_fields=["fired_at"])
    return timer
