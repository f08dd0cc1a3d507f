"""A request waits for a supplier because somebody of the team says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from tests.engines.workflow.laptop import PACKAGE, World, world
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.sla.models import Clock
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.jobs import end_waits
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.stages import stage_counts
from ventanilla.records.tickets.waits import waits_for

pytestmark = pytest.mark.django_db

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
FRIDAY = date(2027, 3, 5)


@pytest.fixture(autouse=True)
def on_monday():
    with clock.frozen(MONDAY), translation.override("en"):
        yield


@pytest.fixture
def w() -> World:
    return world(package={**PACKAGE, "workflow": []})


def asked(w: World) -> Ticket:
    return actions.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def waiting(
    w: World, ticket: Ticket | None = None, until: date | None = FRIDAY, supplier: str = " Duero  SL "
) -> Ticket:
    return actions.wait_for_supplier(actor=w.luis, ticket=ticket or asked(w), supplier=supplier, until=until)


def said(ticket: Ticket) -> list[str]:
    kinds = ("ticket.waits_for_supplier", "ticket.supplier_over")
    rows = ticket.stream.entries.filter(type__in=kinds).order_by("position")
    return [entry.what.say("Luis") for entry in rows]


def clocks_run(ticket: Ticket) -> bool:
    return not Clock.objects.filter(ticket=ticket, stopped_at=None, paused_at__isnull=False).exists()


def test_it_is_nobodys_turn_and_the_clocks_stand_still_until_somebody_says_that_it_goes_on(w: World) -> None:
    ticket = waiting(w)
    assert (ticket.supplier, ticket.supplier_until, ticket.status) == ("Duero SL", FRIDAY, Status.OPEN)
    assert stage_counts(w.ana).yours == 0
    assert waits_for(w.ana) == []
    assert not clocks_run(ticket)
    due = Clock.objects.get(ticket=ticket, kind="resolution").due_at
    with clock.frozen(MONDAY + timedelta(days=1)):
        actions.set_status(actor=w.luis, ticket=ticket, status=Status.OPEN)
    assert clocks_run(ticket)
    assert Clock.objects.get(ticket=ticket, kind="resolution").due_at > due
    assert (fresh(ticket).supplier, fresh(ticket).supplier_until) == ("", None)
    assert said(ticket) == [
        "The request waits for Duero SL, expected by 5 March.",
        "The request doesn't wait for Duero SL any more.",
    ]


def test_on_the_day_it_goes_on_once_and_whoever_works_on_it_is_told(w: World) -> None:
    ticket = asked(w)
    actions.assign(actor=w.luis, ticket=ticket, assignee=w.luis)
    waiting(w, ticket)
    with clock.frozen(datetime(2027, 3, 4, 22, 30, tzinfo=UTC)):  # still Thursday in Madrid
        end_waits()
        assert fresh(ticket).supplier
    with clock.frozen(datetime(2027, 3, 4, 23, 30, tzinfo=UTC)):  # Friday there
        end_waits()
        end_waits()
        run_jobs()
    assert fresh(ticket).supplier == ""
    assert clocks_run(ticket)
    assert said(ticket)[1:] == ["Duero SL was expected by today: the request goes on."]
    told = Notification.objects.filter(entry__type="ticket.supplier_over")
    assert [one.person for one in told] == [w.luis]


def test_the_promised_date_moves_to_what_is_expected_and_by_as_long_as_it_took(w: World) -> None:
    ticket = asked(w)
    first = ticket.promised_at
    late = date(2027, 3, 24)
    assert first is not None
    assert first.date() < late
    waiting(w, ticket, until=late)
    assert fresh(ticket).promised_at.date() == late
    assert fresh(ticket).traces["promise"]["because"] == "supplier"
    with clock.frozen(MONDAY + timedelta(days=2)):
        actions.set_status(actor=w.luis, ticket=ticket, status=Status.OPEN)
    assert fresh(ticket).promised_at.date() == late  # no second move: it lies far enough

    other = waiting(w, until=None)
    with clock.frozen(MONDAY + timedelta(days=2)):
        actions.set_status(actor=w.luis, ticket=other, status=Status.OPEN)
    assert (fresh(other).promised_at - first).days == 2


def test_another_name_or_day_goes_on_counting_from_the_first(w: World) -> None:
    ticket = waiting(w, until=None)
    first = ticket.promised_at
    with clock.frozen(MONDAY + timedelta(days=1)):
        waiting(w, ticket, until=date(2027, 3, 3), supplier="Ebro")
        waiting(w, ticket, until=date(2027, 3, 3), supplier="Ebro")
    assert len(said(ticket)) == 2
    with clock.frozen(MONDAY + timedelta(days=2)):
        actions.set_status(actor=w.luis, ticket=ticket, status=Status.OPEN)
    assert (fresh(ticket).promised_at - first).days == 2


def test_who_waits_for_who_asked_waits_for_a_supplier_instead_and_the_other_way(w: World) -> None:
    ticket = asked(w)
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    waiting(w, ticket)
    assert fresh(ticket).status == Status.OPEN
    actions.comment(actor=w.ana, ticket=fresh(ticket), text="Any news?")
    assert fresh(ticket).supplier == "Duero SL"
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    assert (fresh(ticket).status, fresh(ticket).supplier) == (Status.WAITING, "")


def test_what_ends_meanwhile_waits_for_nobody(w: World) -> None:
    ticket = waiting(w)
    actions.resolve(actor=w.luis, ticket=ticket)
    assert (fresh(ticket).supplier, fresh(ticket).supplier_until) == ("", None)
    with pytest.raises(Conflict):
        waiting(w, ticket)


@pytest.mark.parametrize(
    ("supplier", "until", "field"),
    [
        (" \x00 ", None, "supplier"),
        ("x" * 121, None, "supplier"),
        ("Duero", date(2027, 3, 1), "until"),
        ("Duero", date(9999, 3, 1), "until"),
    ],
)
def test_a_name_and_a_day_to_come_are_needed(w: World, supplier: str, until: date | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        waiting(w, supplier=supplier, until=until)
    assert set(refused.value.fields) == {field}


def test_only_the_team_says_so(w: World) -> None:
    with pytest.raises(NotAllowed):
        actions.wait_for_supplier(actor=w.ana, ticket=asked(w), supplier="Duero")


@pytest.mark.parametrize(
    ("pauses", "supplier_stops", "asker_stops"),
    [(["requester"], False, True), (["supplier"], True, False), ([], False, False)],
)
def test_the_service_says_for_whom_its_clocks_stand_still(pauses, supplier_stops, asker_stops) -> None:
    deadlines = {**PACKAGE["deadlines"], "pauses_for": pauses}
    w = world(package={**PACKAGE, "workflow": [], "deadlines": deadlines})
    ticket = waiting(w)
    assert clocks_run(ticket) is not supplier_stops
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    assert clocks_run(ticket) is not asker_stops
