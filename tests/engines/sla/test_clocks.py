from __future__ import annotations

import uuid

import pytest
from django.utils import translation

from tests.engines.sla.conftest import Desk, at, due
from ventanilla.core.calendars.hours import NeverOpen
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.kit import clock
from ventanilla.core.timeline.actions import writing
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.engines.sla.actions import follow
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.sla.queries import clocks, next_due
from ventanilla.records.tickets.actions import cancel, comment, resolve, set_priority, set_status
from ventanilla.records.tickets.choices import Level, Status

BOTH = {"first_response": "4 business hours", "resolution": "5 business days"}


def shown(ticket, when) -> list[tuple[str, str, str]]:
    with clock.frozen(when), translation.override("en"):
        return [(view.kind, view.state, view.remaining) for view in clocks(ticket)]


def test_asking_starts_the_promised_clocks_in_the_departments_hours(desk: Desk) -> None:
    ticket = desk.ask(at(6, 15), BOTH)
    assert due(ticket, "first_response") == at(9, 11)
    assert due(ticket) == at(13, 17)
    assert shown(ticket, at(6, 15)) == [
        ("first_response", "running", "4 working hours left"),
        ("resolution", "running", "5 working days left"),
    ]


def test_a_service_without_promises_has_no_clocks(desk: Desk) -> None:
    assert shown(desk.ask(at(6, 15), {}), at(6, 16)) == []


def test_the_first_promise_that_holds_counts(desk: Desk) -> None:
    promises = [
        {"when": {"fact": "requester.email", "op": "is", "value": "ceo@acme.example"}, "within": "1 hour"},
        {"when": {"fact": "answers.what", "op": "is_empty"}, "within": "2 hours"},
        {"within": "3 hours"},
    ]
    assert due(desk.ask(at(2, 10), {"resolution": promises})) == at(2, 12)


def test_the_first_public_answer_of_the_team_keeps_the_first_promise(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), BOTH)
    with clock.frozen(at(2, 11)):
        comment(actor=desk.ana, ticket=ticket, text="Any news?")
        comment(actor=desk.luis, ticket=ticket, text="She is in a hurry", public=False)
    assert shown(ticket, at(2, 11))[0] == ("first_response", "running", "3 working hours left")
    with clock.frozen(at(2, 12)):
        comment(actor=desk.luis, ticket=ticket, text="On it.")
    assert shown(ticket, at(3, 12))[0] == ("first_response", "met", "")
    assert shown(ticket, at(3, 12))[1] == ("resolution", "running", "4 working days left")


def test_waiting_for_the_requester_pauses_and_going_on_leaves_what_was_left(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "8 business hours"})
    assert due(ticket) == at(3, 10)
    with clock.frozen(at(2, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    assert shown(ticket, at(12, 12)) == [("resolution", "paused", "6 working hours left")]
    with clock.frozen(at(12, 12)):
        sweep()
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(13, 10)
    with clock.frozen(at(13, 9)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    with clock.frozen(at(16, 16)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(16, 17)


def test_business_days_wait_in_whole_days(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "2 business days"})
    with clock.frozen(at(3, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    with clock.frozen(at(5, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(6, 17)


def test_resolving_in_time_keeps_every_promise(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), BOTH)
    with clock.frozen(at(2, 13)):
        resolve(actor=desk.luis, ticket=ticket)
    assert shown(ticket, at(20, 12)) == [("first_response", "met", ""), ("resolution", "met", "")]
    with clock.frozen(at(20, 12)):
        sweep()
    assert not Entry.objects.filter(type="sla.breached").exists()


def test_withdrawing_stops_a_paused_clock_too(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "2 hours"})
    with clock.frozen(at(2, 11)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    with clock.frozen(at(2, 16)):
        cancel(actor=desk.ana, ticket=ticket)
    assert shown(ticket, at(3, 12)) == [("resolution", "met", "")]


def test_a_reopened_ticket_runs_on_with_what_was_left(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"first_response": "4 hours", "resolution": "8 hours"})
    with clock.frozen(at(2, 12)):
        resolve(actor=desk.luis, ticket=ticket)
    with clock.frozen(at(4, 12)):
        comment(actor=desk.ana, ticket=ticket, text="It happens again.", reopen=True)
    assert due(ticket) == at(4, 18)
    assert shown(ticket, at(4, 13)) == [
        ("first_response", "met", ""),
        ("resolution", "running", "5 hours left"),
    ]


def test_a_ticket_weighed_anew_runs_to_the_promise_that_fits_now(desk: Desk) -> None:
    urgent = {"fact": "ticket.impact", "op": "is", "value": "high"}
    ticket = desk.ask(
        at(2, 10), {"resolution": [{"when": urgent, "within": "4 hours"}, {"within": "3 days"}]}
    )
    assert due(ticket) == at(5, 10)
    with clock.frozen(at(2, 11)):
        set_priority(actor=desk.luis, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH)
    assert due(ticket) == at(2, 14)


def test_a_broken_promise_is_told_to_the_team_once(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "4 business hours"})
    for minute in (1, 2, 3):
        with clock.frozen(at(2, 14, minute)):
            sweep()
    told = Entry.objects.get(type="sla.breached")
    assert (told.stream_id, told.seen_by, told.actor, told.at) == (
        ticket.stream_id,
        "team",
        None,
        at(2, 14, 1),
    )
    with translation.override("en"):
        assert told.what.say("Ventanilla") == "The request is late: it was to be resolved by 2 March, 14:00."
    assert shown(ticket, at(2, 16)) == [("resolution", "missed", "2 hours late")]


def test_what_is_late_before_the_sweep_comes_by_is_late(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "4 hours"})
    assert shown(ticket, at(2, 14, 1))[0][1] == "missed"
    with clock.frozen(at(2, 15)):
        resolve(actor=desk.luis, ticket=ticket)
    assert Entry.objects.filter(type="sla.breached").count() == 1
    assert shown(ticket, at(3, 15)) == [("resolution", "missed", "1 hour late")]


def test_being_late_is_no_way_to_a_later_date(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "4 hours"})
    for hour, status in ((15, Status.WAITING), (16, Status.OPEN)):
        with clock.frozen(at(2, hour)):
            set_status(actor=desk.luis, ticket=ticket, status=status)
    assert due(ticket) == at(2, 14)
    assert shown(ticket, at(2, 17)) == [("resolution", "missed", "3 hours late")]


def test_following_twice_changes_nothing(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), BOTH)
    with clock.frozen(at(2, 11)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    before = list(Clock.objects.order_by("pk").values())
    ticket.refresh_from_db()
    with clock.frozen(at(2, 12)), writing():
        follow(ticket)
    assert list(Clock.objects.order_by("pk").values()) == before


def test_a_calendar_that_is_never_open_is_raised_for_the_wiring_to_deal_with(desk: Desk) -> None:
    Calendar.objects.update(week=[[]] * 7, version=uuid.uuid4())
    with pytest.raises(NeverOpen):
        desk.ask(at(2, 10), {"resolution": "1 business hour"})


def test_one_broken_ticket_does_not_stop_the_sweep(desk: Desk) -> None:
    first, second = (desk.ask(at(2, hour), {"resolution": "1 hour"}) for hour in (9, 10))
    Stream.objects.filter(pk=first.stream_id).update(length=0)  # the next entry can't be written
    with clock.frozen(at(2, 15)):
        sweep()
    assert list(Entry.objects.filter(type="sla.breached").values_list("stream", flat=True)) == [
        second.stream_id
    ]


def test_a_list_learns_its_next_dates_with_one_query(desk: Desk, django_assert_max_num_queries) -> None:
    tickets = [desk.ask(at(2, 9, minute), BOTH) for minute in (1, 2, 3)]
    with clock.frozen(at(2, 10)), django_assert_max_num_queries(1):
        found = next_due(tickets)
    assert {pk: view.kind for pk, view in found.items()} == {
        ticket.pk: "first_response" for ticket in tickets
    }
