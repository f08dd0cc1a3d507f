"""Other working hours or holidays: running clocks and promised dates are worked out anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.calendars.models import Calendar
from ventanilla.core.directory import calendars
from ventanilla.core.directory.organisation import save_department
from ventanilla.core.kit import clock
from ventanilla.core.timeline.entries import read
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla.models import Clock
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


ANSWER = {"first_response": "4 business hours", "resolution": "2 business days"}


def at(day: int, hour: int) -> datetime:
    """In Madrid in March 2026, of which the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture
def ticket() -> Ticket:
    it = factories.department("it", calendar=factories.calendar())
    factories.team("it-equipment", factories.person("Luis"), department=it)
    service = factories.service(deadlines=ANSWER, lead_time={"business_days": 3})
    with clock.frozen(at(2, 10)):
        return submit(actor=factories.person("Ana"), service=service, answers={})


def its_calendar(ticket: Ticket) -> Calendar:
    found = ticket.department.calendar
    assert found is not None
    return found


def dates(ticket: Ticket) -> tuple[datetime, datetime | None]:
    ticket.refresh_from_db()
    return Clock.objects.get(ticket=ticket, kind="resolution").due_at, ticket.promised_at


def close(ticket: Ticket, *days: int) -> None:
    named = {date(2026, 3, day): {"en": "Feast"} for day in days}
    with clock.frozen(at(2, 12)):
        calendars.change_closing_days(actor=None, calendar=its_calendar(ticket), closed=named)
        run_jobs("workflow.recount")


def test_a_new_holiday_moves_what_runs_and_says_why(ticket: Ticket) -> None:
    assert dates(ticket) == (at(4, 17), at(5, 17))
    close(ticket, 4)
    assert dates(ticket) == (at(5, 17), at(6, 17))
    rows = Entry.objects.filter(
        stream=ticket.stream, type__in=["sla.targets_moved", "workflow.promise_moved"]
    )
    entries = [read(row.type, row.payload) for row in rows.order_by("position")]
    assert [entry.name for entry in entries] == ["sla.targets_moved", "workflow.promise_moved"]
    assert entries[1].detail() == "The working hours or the holidays changed."
    run_jobs("workflow.recount")
    assert rows.count() == 2


def test_what_the_holiday_took_comes_back_with_the_day(ticket: Ticket) -> None:
    close(ticket, 4)
    with clock.frozen(at(2, 13)):
        calendars.change_closing_days(actor=None, calendar=its_calendar(ticket), opened=[date(2026, 3, 4)])
        run_jobs("workflow.recount")
    assert dates(ticket)[0] == at(4, 17)


def test_another_calendar_of_the_department_counts_for_what_is_open(ticket: Ticket) -> None:
    early = factories.calendar("early", week=[[["07:00", "12:00"]]] * 5 + [[], []])
    it = ticket.department
    with clock.frozen(at(2, 11)):
        save_department(actor=None, department=it, name=it.name, calendar=early)
        run_jobs("workflow.recount")
    assert dates(ticket) == (at(4, 12), at(5, 17))  # a promise is a day


def test_hours_that_are_never_open_move_nothing(ticket: Ticket) -> None:
    before = dates(ticket)
    madrid = its_calendar(ticket)
    with clock.frozen(at(2, 12)):
        calendars.save_calendar(
            actor=None, calendar=madrid, name=madrid.name, zone=madrid.zone, week=[[]] * 7
        )
        run_jobs("workflow.recount")
    assert dates(ticket) == before
