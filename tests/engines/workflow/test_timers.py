"""Many instants that come at once, as after a week without a worker, and those that can't come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.workflow.laptop import PACKAGE, World, world
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow.actions import complete, fire_due_timers
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.models import Step, Task, Timer
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

WAITING = {
    **PACKAGE,
    "workflow": [
        {"wait": {"id": "parts", "for": "3 days"}},
        {"task": {"id": "build", "team": "it-equipment"}},
    ],
}


def asked(w: World, *, hours: int = 0) -> Ticket:
    with clock.frozen(clock.now() + timedelta(hours=hours)):
        return submit(actor=w.ana, service=w.service, answers={"model": "air-13"})


def broken(ticket: Ticket) -> Step:
    """The step of a row that nothing can be made of."""
    step = Step.objects.get(run__ticket=ticket, block="parts")
    step.data = {"timers": ["what?"]}
    step.save()
    return step


def test_the_earliest_fire_first_and_what_is_left_when_the_time_is_up_waits():
    w = world(package=WAITING)
    tickets = [asked(w, hours=hours) for hours in (2, 0, 1)]
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert fire_due_timers(seconds=0) == 1
        assert fire_due_timers() == 2
        assert fire_due_timers() == 0
    opened = Entry.objects.filter(type="workflow.task_opened").order_by("pk").values_list("stream", flat=True)
    assert list(opened) == [tickets[1].stream_id, tickets[2].stream_id, tickets[0].stream_id]


def test_a_timer_that_cannot_fire_holds_up_no_other_and_asks_the_owner():
    w = world(package=WAITING)
    stuck, other = asked(w), asked(w, hours=1)
    step = broken(stuck)
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert fire_due_timers() == 2
        assert Task.objects.get(ticket=other, state=OpenState.OPEN).step.block == "build"
        step.refresh_from_db()
        assert (step.state, step.data["fault"]["code"]) == (StepState.FAILED, "timer")
        fault = Task.objects.get(ticket=stuck, kind=TaskKind.FAULT)
        assert fault.assignee == w.service.owner
        complete(actor=w.service.owner, task=fault, answers={"choice": "retry"})
        assert Timer.objects.get(step__run__ticket=stuck, fired_at=None).step.round == 2
        assert fire_due_timers() == 0
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert fire_due_timers() == 1
    assert Task.objects.get(ticket=stuck, state=OpenState.OPEN).step.block == "build"


def test_a_timer_of_what_holds_others_that_cannot_fire_is_told_and_the_others_go_on():
    inside = [{"task": {"id": "build", "team": "it-equipment"}}]
    late = {"within": "1 day", "ends": True}
    w = world(
        package={**PACKAGE, "workflow": [{"group": {"id": "parts", "blocks": inside, "deadline": late}}]}
    )
    ticket = asked(w)
    broken(ticket)
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert fire_due_timers() == 1
        assert fire_due_timers() == 0
    open_now = Task.objects.filter(ticket=ticket, state=OpenState.OPEN)
    assert sorted(open_now.values_list("kind", flat=True)) == sorted([TaskKind.FAULT, TaskKind.WORK])
