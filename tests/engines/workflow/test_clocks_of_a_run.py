"""What a workflow does to the clocks, and what people are told of why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from tests.engines.workflow.laptop import PACKAGE, world
from ventanilla.core.kit import clock
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla.models import Clock, Pace
from ventanilla.engines.sla.pace import ENOUGH, Taken, count, pace_of, share, told
from ventanilla.engines.workflow import actions, queries
from ventanilla.records.tickets import actions as tickets
from ventanilla.surfaces.ui.tickets.why import why

pytestmark = pytest.mark.django_db

WAITING = {
    **PACKAGE,
    "workflow": [
        {"wait": {"id": "parts", "for": "3 days", "waits_for": "supplier"}},
        {"task": {"id": "build", "team": "it-equipment"}},
    ],
}


def test_while_a_supplier_is_waited_for_the_clocks_stand_still():
    w = world(package=WAITING)
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    clocks = Clock.objects.filter(ticket=ticket)
    assert all(row.paused_at for row in clocks)
    before = {row.kind: row.due_at for row in clocks}
    with clock.frozen(clock.now() + timedelta(days=4)):
        actions.fire_due_timers()
    assert not any(row.paused_at for row in clocks.all())
    assert all(row.due_at > before[row.kind] for row in clocks.all())


@pytest.mark.parametrize(
    ("deadlines", "said"),
    [
        (
            {"resolution": "5 days"},
            ["It waits for a supplier: the clocks stand still.", "The clocks run on."],
        ),
        (
            {"resolution": {"by": {"fact": "today"}, "after": "9 days"}},
            ["It waits for a supplier.", "It waits for nobody outside any more."],
        ),
        (
            {"resolution": "5 days", "pauses_for": ["requester"]},
            ["It waits for a supplier.", "It waits for nobody outside any more."],
        ),
        (
            {"first_response": "4 hours", "resolution": {"by": {"fact": "today"}, "after": "9 days"}},
            ["It waits for a supplier: the clocks stand still.", "The clocks run on."],
        ),
    ],
)
def test_that_clocks_stand_still_is_said_only_where_one_does(deadlines, said):
    w = world(package={**WAITING, "deadlines": deadlines})
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    with clock.frozen(clock.now() + timedelta(days=4)):
        actions.fire_due_timers()
    rows = Entry.objects.filter(stream=ticket.stream_id, type__in=["workflow.held", "workflow.let_go"])
    with translation.override("en"):
        assert [read(row.type, row.payload).say("") for row in rows.order_by("position")] == said


def test_a_request_that_ends_meanwhile_waits_for_nobody():
    w = world(package=WAITING)
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    tickets.cancel(actor=w.ana, ticket=ticket)
    ticket.refresh_from_db()
    assert ticket.traces.get("held", "") == ""


def test_the_pace_is_told_once_enough_were_done():
    w = world(package={**PACKAGE, "workflow": []})
    now = clock.now()
    for days in range(ENOUGH - 1):
        ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
        type(ticket).objects.filter(pk=ticket.pk).update(
            created_at=now - timedelta(days=days), resolved_at=now, outcome="fulfilled", status="closed"
        )
    count(w.service)
    assert (pace_of(w.service), Pace.objects.get().counted) == (None, ENOUGH - 1)
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    type(ticket).objects.filter(pk=ticket.pk).update(resolved_at=now, outcome="fulfilled", status="closed")
    count(w.service)
    assert pace_of(w.service).counted == ENOUGH


def test_half_and_85_of_100_are_the_nearest_rank():
    taken = [Taken(minutes=480 * days, days=days) for days in range(1, 21)]
    assert (share(taken, 50).days, share(taken, 85).days) == (10, 17)
    with translation.override("en"):
        pace = Pace(half_days=2, half_minutes=900, most_days=5, most_minutes=2400)
        assert told(pace) == "Half get it within 2 working days, 85 of 100 within 5 working days."
        quick = Pace(half_days=0, half_minutes=61, most_days=0, most_minutes=100)
        assert told(quick) == "85 of 100 get it within 2 working hours."


def test_who_asked_is_told_plainly_why():
    routed = {
        **PACKAGE,
        "routing": [
            {"when": {"fact": "answers.model", "op": "is", "value": "air-13"}, "team": "facilities"},
            {"team": "it-equipment"},
        ],
    }
    w = world(package=routed)
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    with translation.override("en"):
        team, _priority, *_targets, approval = why(ticket, ticket.requester)
    assert len(team.lines) == 1
    assert team.lines[0].text.startswith("Because you answered")
    assert "Which laptop?" in team.lines[0].text
    assert w.marta.name in approval.lines[0].text
    assert queries.open_approvals(w.marta).count() == 1
