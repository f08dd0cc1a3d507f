"""Clocks of tickets where it is hard: priorities that rise late, nothing left, a year that ends, new holidays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests import factories
from tests.engines.sla.conftest import Desk, at, due
from ventanilla.core.access.choices import Role
from ventanilla.core.directory.calendars import change_closing_days
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla.actions import recount
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Clock, Mark
from ventanilla.records.tickets.actions import (
    set_priority,
    set_status,
    submit,
    wait_for_supplier,
)
from ventanilla.records.tickets.choices import Level, Status
from ventanilla.records.tickets.models import Ticket

MADRID = ZoneInfo("Europe/Madrid")
URGENT = {"fact": "ticket.urgency", "op": "is", "value": "high"}


def swept(*moments: datetime) -> None:
    for moment in moments:
        with clock.frozen(moment):
            sweep()


def told(ticket: Ticket, kind: str = "sla.warned") -> list[str]:
    rows = Entry.objects.filter(stream=ticket.stream_id, type=kind).order_by("position")
    return [entry.payload.get("at", "late") for entry in rows]


def weigh(desk: Desk, ticket: Ticket, urgency: Level, when: datetime) -> None:
    with clock.frozen(when):
        set_priority(actor=desk.luis, ticket=ticket, impact=Level.MEDIUM, urgency=urgency)
    ticket.refresh_from_db()


def status(desk: Desk, ticket: Ticket, to: Status, when: datetime) -> None:
    with clock.frozen(when):
        set_status(actor=desk.luis, ticket=ticket, status=to)


def test_a_priority_that_rises_late_does_at_once_what_its_target_had_to_do_by_then_each_once(
    desk: Desk,
) -> None:
    sooner = {
        "when": URGENT,
        "within": "4 business hours",
        "thresholds": [
            {"at": "50 %", "notify": "team"},
            {"at": "1 business hour before", "notify": "owner"},
            {"at": "due", "notify": "lead"},
            {"at": "1 business hour after", "notify": "team"},
        ],
    }
    usual = {"within": "2 business days", "thresholds": [{"at": "50 %", "notify": "team"}]}
    ticket = desk.ask(at(2, 9), {"resolution": [sooner, usual]})
    weigh(desk, ticket, Level.HIGH, at(2, 12, 30))
    swept(at(2, 12, 31), at(2, 12, 32))
    assert told(ticket) == ["50 %", "1 business hour before"]
    assert told(ticket, "sla.breached") == []
    swept(at(2, 13, 1), at(2, 14, 1), at(2, 15))
    assert told(ticket) == ["50 %", "1 business hour before", "due", "1 business hour after"]
    assert told(ticket, "sla.breached") == ["late"]


def test_a_priority_that_rises_when_its_time_is_over_is_late_at_once_and_falling_mends_nothing(
    desk: Desk,
) -> None:
    ticket = desk.ask(at(2, 9), {"resolution": [{"when": URGENT, "within": "2 hours"}, {"within": "3 days"}]})
    weigh(desk, ticket, Level.HIGH, at(3, 9))
    swept(at(3, 9, 1))
    assert told(ticket, "sla.breached") == ["late"]
    weigh(desk, ticket, Level.LOW, at(3, 10))
    swept(at(3, 10, 1))
    assert due(ticket) == at(2, 11)
    assert told(ticket, "sla.breached") == ["late"]


def test_a_priority_that_rises_and_falls_again_repeats_nothing(desk: Desk) -> None:
    half = [{"at": "50 %", "notify": "team"}]
    lines = [
        {"when": URGENT, "within": "8 hours", "thresholds": half},
        {"within": "4 days", "thresholds": half},
    ]
    ticket = desk.ask(at(2, 9), {"resolution": lines})
    swept(at(4, 9, 1))
    weigh(desk, ticket, Level.HIGH, at(4, 9, 30))
    swept(at(4, 9, 45))
    weigh(desk, ticket, Level.LOW, at(4, 10))
    swept(at(4, 10, 1))
    assert told(ticket) == ["50 %"]


def test_the_moment_of_the_end_is_the_end_itself_however_it_was_paused(desk: Desk) -> None:
    at_the_end = [{"at": "due", "notify": "team"}, {"at": "1 business hour before", "notify": "team"}]
    ticket = desk.ask(at(2, 9), {"resolution": [{"within": "2 business days", "thresholds": at_the_end}]})
    status(desk, ticket, Status.WAITING, at(2, 10))
    status(desk, ticket, Status.OPEN, at(2, 12))  # within a day: by none
    assert due(ticket) == at(4, 17)
    marks = Mark.objects.filter(clock__ticket=ticket).order_by("position")
    assert [mark.fires_at for mark in marks] == [at(4, 17), at(4, 16)]
    status(desk, ticket, Status.WAITING, at(3, 10))
    status(desk, ticket, Status.OPEN, at(5, 12))
    assert due(ticket) == at(6, 17)
    assert [mark.fires_at for mark in marks.all()] == [at(6, 17), at(6, 16)]


def test_paused_at_the_last_moment_it_is_kept_and_late_as_soon_as_it_goes_on(desk: Desk) -> None:
    ticket = desk.ask(at(2, 9), {"resolution": "8 business hours"})
    status(desk, ticket, Status.WAITING, at(2, 17))
    swept(at(3, 12))
    assert told(ticket, "sla.breached") == []
    status(desk, ticket, Status.OPEN, at(3, 12))
    assert due(ticket) == at(3, 12)
    swept(at(3, 12, 1))
    assert told(ticket, "sla.breached") == ["late"]


def test_waiting_for_a_supplier_over_the_end_of_the_year_takes_its_holidays_with_it(desk: Desk) -> None:
    def moment(*parts: int) -> datetime:
        return datetime(*parts, tzinfo=MADRID)  # type: ignore[arg-type,misc]

    calendar = factories.department("it").calendar
    assert calendar is not None
    feasts = {date(2026, 12, 25): {"en": "Christmas"}, date(2027, 1, 1): {"en": "New Year"}}
    change_closing_days(actor=None, calendar=calendar, closed=feasts)
    ticket = desk.ask(moment(2026, 12, 22, 10), {"resolution": "4 business days"})
    assert due(ticket) == moment(2026, 12, 29, 17)
    with clock.frozen(moment(2026, 12, 23, 10)):
        wait_for_supplier(actor=desk.luis, ticket=ticket, supplier="Acme Parts")
    swept(moment(2027, 1, 4, 9))
    status(desk, Ticket.objects.get(pk=ticket.pk), Status.OPEN, moment(2027, 1, 5, 10))
    # the 24th, 28th, 29th, 30th, 31st, 4th and 5th: seven days on
    assert due(ticket) == moment(2027, 1, 8, 17)
    assert told(ticket, "sla.breached") == []


def test_a_month_from_the_31st_ends_on_the_last_and_a_pause_moves_it_and_its_moments(desk: Desk) -> None:
    def moment(*parts: int) -> datetime:
        return datetime(*parts, tzinfo=MADRID)  # type: ignore[arg-type,misc]

    before = [{"at": "1 months before", "notify": "team"}, {"at": "3 days before", "notify": "team"}]
    ticket = desk.ask(moment(2027, 1, 31, 10), {"resolution": [{"within": "1 month", "thresholds": before}]})
    marks = Mark.objects.filter(clock__ticket=ticket).order_by("position")
    assert due(ticket) == moment(2027, 2, 28, 10)
    assert [mark.fires_at for mark in marks] == [moment(2027, 1, 31, 10), moment(2027, 2, 25, 10)]
    status(desk, ticket, Status.WAITING, moment(2027, 2, 20, 10))
    status(desk, ticket, Status.OPEN, moment(2027, 2, 22, 10))
    assert due(ticket) == moment(2027, 3, 2, 10)
    assert marks.last().fires_at == moment(2027, 2, 27, 10)  # type: ignore[union-attr]


def test_a_holiday_added_while_it_is_paused_counts_when_it_goes_on(desk: Desk) -> None:
    ticket = desk.ask(at(2, 10), {"resolution": "8 business hours"})
    status(desk, ticket, Status.WAITING, at(2, 12))
    calendar = ticket.department.calendar
    assert calendar is not None
    change_closing_days(actor=None, calendar=calendar, closed={date(2026, 3, 3): {"en": "Party"}})
    with clock.frozen(at(2, 13)):
        recount(Ticket.objects.get(pk=ticket.pk))
    status(desk, ticket, Status.OPEN, at(4, 11))
    # two hours on Monday; the pause took five of Monday, none of Tuesday, two of Wednesday
    assert due(ticket) == at(4, 17)
    assert Clock.objects.get(ticket=ticket).paused_at is None


def test_a_ticket_lives_by_the_calendar_of_its_service_wherever_its_team_works(desk: Desk) -> None:
    week: dict[str, Any] = {}
    santiago = factories.calendar("santiago", zone="America/Santiago", **week)
    support = factories.department("support", calendar=santiago)
    factories.team("support-first", factories.with_role(Role.AGENT, support, "Sofia"), department=support)
    service = factories.service(
        department="support",
        owner={"person": "lucia@acme.example", "team": "support-first"},
        routing=[{"team": "it-equipment"}],
        deadlines={"resolution": "1 business day", "first_response": "2 business hours"},
    )
    asked = datetime(2026, 3, 6, 22, 30, tzinfo=ZoneInfo("America/Santiago"))  # Saturday in Madrid
    with clock.frozen(asked):
        ticket = submit(actor=desk.ana, service=service, answers={})
    assert due(ticket) == datetime(2026, 3, 9, 17, tzinfo=ZoneInfo("America/Santiago"))
    assert due(ticket, "first_response") == datetime(2026, 3, 9, 11, tzinfo=ZoneInfo("America/Santiago"))
