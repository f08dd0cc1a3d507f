"""Targets that end on a day that somebody named: where it lies, what warns of it, and what moves it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.engines.sla.conftest import Desk, at, due
from ventanilla.core.blueprint.checks import check
from ventanilla.core.blueprint.deadlines import Deadlines
from ventanilla.core.blueprint.problems import PackageErrors
from ventanilla.core.directory.calendars import change_closing_days
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla.actions import recount, set_targets
from ventanilla.engines.sla.explaining import targets
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Clock, Mark
from ventanilla.engines.sla.queries import clocks
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.records.tickets.actions import amend, comment, resolve, set_status, submit
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Ticket

MONDAY = at(2, 10)
NEEDED = {"fact": "answers.needed_on"}
TWO_BEFORE = {"by": NEEDED, "before": "2 business days"}
FORM = [
    {
        "section": {"id": "when", "title": {"en": "When"}},
        "questions": [
            {"id": "needed_on", "type": "date", "label": {"en": "Needed on", "es": "¿Para qué día?"}},
            {"id": "at", "type": "instant", "label": {"en": "At"}},
        ],
    }
]


def asked(desk: Desk, resolution: Any, answers: dict[str, Any], when: datetime = MONDAY) -> Ticket:
    service = factories.service(deadlines={"resolution": resolution}, form=FORM)
    with clock.frozen(when):
        return submit(actor=desk.ana, service=service, answers=answers)


def corrected(desk: Desk, ticket: Ticket, answers: dict[str, Any], when: datetime) -> None:
    with clock.frozen(when):
        amend(actor=desk.ana, ticket=ticket, answers=answers)
    ticket.refresh_from_db()


def swept(*moments: datetime) -> None:
    for moment in moments:
        with clock.frozen(moment):
            sweep()


def told(ticket: Ticket, kind: str = "sla.warned") -> list[datetime]:
    return list(Entry.objects.filter(stream=ticket.stream_id, type=kind).values_list("at", flat=True))


def shown(ticket: Ticket, when: datetime) -> list[tuple[str, str]]:
    with clock.frozen(when), translation.override("en"):
        return [(view.state, view.remaining) for view in clocks(ticket)]


@pytest.mark.parametrize(
    ("promise", "answers", "expected"),
    [
        ({"by": NEEDED}, {"needed_on": "2026-03-13"}, at(13, 17)),
        ({"by": NEEDED}, {"needed_on": "2026-03-14"}, at(14, 23, 59)),  # a Saturday
        (TWO_BEFORE, {"needed_on": "2026-03-13"}, at(11, 17)),
        (TWO_BEFORE, {"needed_on": "2026-03-16"}, at(12, 17)),
        ({"by": NEEDED, "after": "1 day"}, {"needed_on": "2026-03-11"}, at(12, 17)),
        ({"by": NEEDED, "before": "4 business hours"}, {"needed_on": "2026-03-11"}, at(10, 13)),
        ({"by": {"fact": "answers.at"}}, {"at": "2026-03-11T12:30+01:00"}, at(11, 12, 30)),
        (
            {"by": {"fact": "answers.at"}, "before": "3 hours"},
            {"at": "2026-03-11T12:30+01:00"},
            at(11, 9, 30),
        ),
    ],
)
def test_it_ends_on_the_day_with_its_offset(
    desk: Desk, promise: Any, answers: dict[str, Any], expected: datetime
) -> None:
    assert due(asked(desk, promise, answers)) == expected


def test_a_day_that_nobody_named_or_that_was_over_leaves_it_to_the_next_line(desk: Desk) -> None:
    lines = [TWO_BEFORE, {"within": "4 business hours"}]
    assert due(asked(desk, lines, {})) == at(2, 14)
    assert due(asked(desk, lines, {"needed_on": "2026-03-03"})) == at(2, 14)
    assert due(asked(desk, lines, {"needed_on": "2026-03-04"})) == at(2, 17)


def test_alone_it_promises_nothing_without_a_day(desk: Desk) -> None:
    assert not Clock.objects.filter(ticket=asked(desk, TWO_BEFORE, {})).exists()


def test_shares_are_of_the_working_time_until_the_day(desk: Desk) -> None:
    moments = [
        {"at": "50 %", "notify": "team"},
        {"at": "1 business day before", "notify": "team"},
        {"at": "due", "notify": "team"},
        {"at": "2 hours after", "notify": "team"},
    ]
    ticket = asked(desk, {"by": NEEDED, "thresholds": moments}, {"needed_on": "2026-03-06"}, at(2, 9))
    found = [mark.fires_at for mark in Mark.objects.filter(clock__ticket=ticket).order_by("position")]
    assert found == [at(4, 13), at(5, 17), at(6, 17), at(6, 19)]


def test_where_nobody_works_until_then_shares_are_by_the_clock(desk: Desk) -> None:
    half = [{"at": "50 %", "notify": "team"}]
    ticket = asked(desk, {"by": NEEDED, "thresholds": half}, {"needed_on": "2026-03-08"}, at(7, 23, 59))
    assert Mark.objects.get(clock__ticket=ticket).fires_at == at(8, 11, 59)


def test_a_corrected_answer_moves_it_and_warns_anew_of_the_new_day(desk: Desk) -> None:
    warns = [{"at": "1 day before", "notify": "team"}]
    ticket = asked(desk, {"by": NEEDED, "thresholds": warns}, {"needed_on": "2026-03-05"})
    swept(at(4, 17, 1))
    assert len(told(ticket)) == 1
    corrected(desk, ticket, {"needed_on": "2026-03-12"}, at(5, 10))
    assert due(ticket) == at(12, 17)
    swept(at(5, 18), at(11, 16, 59))
    assert len(told(ticket)) == 1
    swept(at(11, 17, 1), at(11, 18))
    assert len(told(ticket)) == 2


def test_a_correction_to_an_earlier_day_does_not_repeat_what_was_told_for_it(desk: Desk) -> None:
    warns = [{"at": "5 days before", "notify": "team"}]
    ticket = asked(desk, {"by": NEEDED, "thresholds": warns}, {"needed_on": "2026-03-12"})
    swept(at(8, 10))
    corrected(desk, ticket, {"needed_on": "2026-03-10"}, at(8, 11))
    swept(at(8, 12))
    assert due(ticket) == at(10, 17)
    assert len(told(ticket)) == 1


def test_a_day_that_is_taken_back_takes_its_target_with_it_or_leaves_the_next_line(desk: Desk) -> None:
    alone = asked(desk, TWO_BEFORE, {"needed_on": "2026-03-13"})
    other = asked(desk, [TWO_BEFORE, {"within": "4 days"}], {"needed_on": "2026-03-13"})
    for ticket in (alone, other):
        corrected(desk, ticket, {}, at(3, 10))
    assert not Clock.objects.filter(ticket=alone).exists()
    assert due(other) == at(6, 10)
    assert Clock.objects.get(ticket=other).named == {}


def test_waiting_moves_no_day_and_it_can_be_missed_meanwhile(desk: Desk) -> None:
    half = [{"at": "1 business day before", "notify": "team"}]
    ticket = asked(desk, {"by": NEEDED, "thresholds": half}, {"needed_on": "2026-03-06"})
    with clock.frozen(at(3, 10)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    assert shown(ticket, at(4, 17)) == [("running", "2 days left")]
    swept(at(5, 18))
    assert len(told(ticket)) == 1
    swept(at(6, 17, 1))
    assert len(told(ticket, "sla.breached")) == 1
    with clock.frozen(at(9, 10)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(6, 17)


def test_a_time_that_becomes_a_day_while_it_waits_runs_at_once(desk: Desk) -> None:
    ticket = asked(desk, [{"by": NEEDED}, {"within": "8 business hours"}], {})
    with clock.frozen(at(2, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    corrected(desk, ticket, {"needed_on": "2026-03-06"}, at(3, 10))
    row = Clock.objects.get(ticket=ticket)
    assert (row.due_at, row.paused_at) == (at(6, 17), None)
    corrected(desk, ticket, {}, at(3, 12))
    row.refresh_from_db()
    assert (row.due_at, row.paused_at, row.pauses) == (at(3, 10), at(2, 12), [])
    with clock.frozen(at(4, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(5, 10)  # it ran from ten to twelve on Monday


def test_a_day_that_is_taken_back_while_it_waits_leaves_a_clock_that_has_stood_since_then(desk: Desk) -> None:
    ticket = asked(desk, [{"by": NEEDED}, {"within": "8 business hours"}], {"needed_on": "2026-03-13"})
    for day, status in ((2, Status.WAITING), (3, Status.OPEN), (4, Status.WAITING)):
        with clock.frozen(at(day, 12)):
            set_status(actor=desk.luis, ticket=ticket, status=status)
    assert (due(ticket), shown(ticket, at(5, 9))) == (at(13, 17), [("running", "8 days left")])
    corrected(desk, ticket, {}, at(6, 12))
    row = Clock.objects.get(ticket=ticket)
    # asked for on Monday at ten, it stood still from Monday noon to Tuesday noon, and again from Wednesday noon
    assert (row.due_at, row.paused_at) == (at(4, 10), at(4, 12))
    assert (row.past_pauses(), row.waits_since) == ([(at(2, 12), at(3, 12))], None)


def test_waiting_meanwhile_it_is_not_missed_by_the_time_that_it_waited(desk: Desk) -> None:
    ticket = asked(desk, [{"by": NEEDED}, {"within": "8 business hours"}], {"needed_on": "2026-03-13"})
    with clock.frozen(at(2, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    corrected(desk, ticket, {}, at(9, 12))
    assert told(ticket, "sla.breached") == []
    with clock.frozen(at(10, 9)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    assert due(ticket) == at(10, 15)
    swept(at(10, 14), at(10, 16))
    assert told(ticket, "sla.breached") == [at(10, 16)]


def test_ended_and_reopened_while_it_waits_the_wait_is_one(desk: Desk) -> None:
    ticket = asked(desk, [{"by": NEEDED}, {"within": "8 business hours"}], {"needed_on": "2026-03-13"})
    with clock.frozen(at(2, 12)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    with clock.frozen(at(3, 12)):
        resolve(actor=desk.luis, ticket=ticket)
    with clock.frozen(at(4, 12)):
        comment(actor=desk.ana, ticket=ticket, text="Not quite.", reopen=True)
    assert Clock.objects.get(ticket=ticket).past_pauses() == [(at(2, 12), at(4, 12))]
    corrected(desk, ticket, {}, at(4, 13))
    assert due(ticket) == at(5, 10)


def test_done_in_time_and_reopened_later_it_stays_kept(desk: Desk) -> None:
    ticket = asked(desk, {"by": NEEDED}, {"needed_on": "2026-03-06"})
    with clock.frozen(at(5, 10)):
        resolve(actor=desk.luis, ticket=ticket)
    with clock.frozen(at(9, 10)):
        comment(actor=desk.ana, ticket=ticket, text="Not quite.", reopen=True)
    swept(at(10, 10))
    assert shown(ticket, at(10, 11)) == [("met", "")]
    assert told(ticket, "sla.breached") == []


def test_reopened_before_the_day_it_runs_to_it(desk: Desk) -> None:
    ticket = asked(desk, {"by": NEEDED}, {"needed_on": "2026-03-06"})
    with clock.frozen(at(3, 10)):
        resolve(actor=desk.luis, ticket=ticket)
    with clock.frozen(at(5, 10)):
        comment(actor=desk.ana, ticket=ticket, text="Not quite.", reopen=True)
    assert shown(ticket, at(6, 16, 30)) == [("running", "30 minutes left")]
    assert due(ticket) == at(6, 17)


def test_a_day_that_becomes_a_holiday_counts_to_its_end(desk: Desk) -> None:
    ticket = asked(desk, TWO_BEFORE, {"needed_on": "2026-03-13"})
    calendar = ticket.department.calendar
    assert calendar is not None
    with clock.frozen(at(3, 9)):
        change_closing_days(actor=None, calendar=calendar, closed={date(2026, 3, 12): {"en": "Party"}})
    ticket = Ticket.objects.get(pk=ticket.pk)
    with clock.frozen(at(3, 10)):
        recount(ticket)
    assert due(ticket) == at(10, 17)


def test_setting_the_targets_again_changes_nothing(desk: Desk) -> None:
    ticket = asked(desk, TWO_BEFORE, {"needed_on": "2026-03-13"})
    before = list(Clock.objects.values())
    set_targets(ticket)
    assert list(Clock.objects.values()) == before


def test_why_is_told_with_the_name_of_the_question(desk: Desk) -> None:
    lines = [
        {"when": {"fact": "ticket.urgency", "op": "is", "value": "high"}, "within": "1 hour"},
        TWO_BEFORE,
        {"within": "2 days"},
    ]
    ticket = asked(desk, lines, {"needed_on": "2026-03-13"})
    with translation.override("en"):
        (plain,) = targets(ticket, full=False)
        (full,) = targets(ticket, full=True)
    assert plain.outcome == "By 11 March, 17:00"
    assert plain.lines == (
        "It goes by a day of the request: 2 working days before the day given in “Needed on”.",
    )
    assert full.lines[0] == "✗ 1 hour"
    assert "✓ By 11 March, 17:00" in full.lines
    with translation.override("es"):
        (plain,) = targets(ticket, full=False)
    assert plain.outcome == "Como tarde, el 11 de marzo, 17:00"
    day = "2 días laborables antes de la fecha indicada en «¿Para qué día?»"
    assert plain.lines == (f"Va según un día de la solicitud: {day}.",)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"by": NEEDED, "within": "2 days"}, "one_of_fields"),
        ({"within": "2 days", "before": "1 day"}, "offset_without_day"),
        ({"by": NEEDED, "before": "1 day", "after": "1 day"}, "one_of_fields"),
    ],
)
def test_what_is_written_wrong_is_told_where_it_stands(written: dict[str, Any], code: str) -> None:
    with pytest.raises(PackageErrors) as told:
        factories.package(deadlines={"resolution": [written]}, form=FORM)
    (problem,) = told.value.problems
    assert problem.code == code
    assert problem.path.startswith("deadlines.resolution")


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (NEEDED, None),
        ("2027-03-31", None),
        ({"fact": "answers.nothing"}, "unknown_fact"),
        ({"fact": "requester.name"}, "no_day"),
        ("next week", "no_day"),
        (3, "no_day"),
    ],
)
def test_what_comes_to_no_day_is_told_at_import(by: Any, code: str | None) -> None:
    package = factories.package(deadlines={"resolution": [{"by": by}]}, form=FORM)
    found = [(each.code, each.path) for each in check(package)]
    place = "deadlines.resolution[0].by" + (".fact" if code == "unknown_fact" else "")
    assert found == ([(code, place)] if code else [])


def test_it_is_written_as_it_was_read() -> None:
    document = {"resolution": [TWO_BEFORE, {"within": "2 days"}], "first_response": "4 business hours"}
    read = Deadlines.model_validate(document)
    assert read.model_dump(mode="json", exclude_defaults=True) == document
    assert Deadlines.model_validate({"resolution": TWO_BEFORE}).resolution[0].day is not None


def test_a_day_that_may_stay_open_without_another_line_is_found(desk: Desk) -> None:
    def codes(*lines: Any, form: Any = FORM) -> list[str]:
        package = factories.package(deadlines={"resolution": list(lines)}, form=form)
        return [each.code for each in lint(package) if each.path[0] == "deadlines"]

    required = [{**FORM[0], "questions": [{**FORM[0]["questions"][0], "required": True}]}]  # type: ignore[index]
    assert codes(TWO_BEFORE) == ["no_target_without_day"]
    assert codes(TWO_BEFORE, {"within": "5 days"}) == []
    assert codes(TWO_BEFORE, form=required) == []
