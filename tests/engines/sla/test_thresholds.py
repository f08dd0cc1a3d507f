"""What happens on the way to a deadline, each once, and never while somebody else has the turn."""

from __future__ import annotations

import pytest

from tests import factories
from tests.engines.sla.conftest import at
from ventanilla.core.blueprint.thresholds import Moment
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla import reckoning
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Mark
from ventanilla.records.tickets.actions import set_status
from ventanilla.records.tickets.choices import Level, Status


def asked(desk, *thresholds, within="8 business hours"):
    return desk.ask(at(2, 9), {"resolution": [{"within": within, "thresholds": list(thresholds)}]})


def swept(*moments):
    for moment in moments:
        with clock.frozen(moment):
            sweep()


def warned(ticket):
    rows = Entry.objects.filter(stream=ticket.stream_id, type="sla.warned").order_by("position")
    return [(entry.payload["at"], entry.payload["names"]) for entry in rows]


def test_at_half_of_the_time_the_team_is_told_once(desk):
    ticket = asked(desk, {"at": "50 %", "notify": "team"})
    swept(at(2, 12, 59))
    assert warned(ticket) == []
    swept(at(2, 13), at(2, 13, 1), at(2, 15))
    assert warned(ticket) == [("50 %", [desk.luis.name])]


def test_two_hours_before_the_end_it_becomes_more_urgent(desk):
    ticket = asked(desk, {"at": "2 hours before", "urgency": "raise"})
    swept(at(2, 14, 59))
    ticket.refresh_from_db()
    assert ticket.urgency == Level.MEDIUM
    swept(at(2, 15))
    ticket.refresh_from_db()
    assert ticket.urgency == Level.HIGH


def test_after_the_end_another_team_gets_it(desk):
    second = factories.team("it-second", department=ticket_department())
    ticket = asked(desk, {"at": "1 business hour after", "team": "it-second", "notify": "owner"})
    swept(at(2, 17, 30), at(3, 9, 59))
    ticket.refresh_from_db()
    assert ticket.team != second
    swept(at(3, 10))
    ticket.refresh_from_db()
    assert ticket.team == second


def ticket_department():
    return Department.objects.get(slug="it")


def test_while_it_waits_nothing_happens_and_then_later(desk):
    ticket = asked(desk, {"at": "50 %", "notify": "team"})
    with clock.frozen(at(2, 11)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.WAITING)
    swept(at(2, 14))
    assert warned(ticket) == []
    with clock.frozen(at(2, 15)):
        set_status(actor=desk.luis, ticket=ticket, status=Status.OPEN)
    swept(at(2, 16, 59), at(3, 9, 1))
    assert [each for each, _names in warned(ticket)] == ["50 %"]
    assert Mark.objects.get().fires_at == at(2, 17)


def test_somebody_who_is_not_known_is_told_of_to_the_owner(desk):
    ticket = asked(desk, {"at": "10 %", "notify": ["nobody@acme.example", "no-such-team"]})
    swept(at(2, 12))
    failed = Entry.objects.get(stream=ticket.stream_id, type="sla.threshold_failed")
    assert "no-such-team" in failed.payload["problem"]


@pytest.mark.parametrize(
    ("target", "moment", "expected"),
    [
        ((8, "business_hours"), "50 %", at(2, 13)),
        ((8, "business_hours"), "due", at(2, 17)),
        ((1, "business_days"), "1 business day before", at(2, 17)),
        ((2, "business_days"), "4 business hours before", at(4, 13)),
        ((10, "hours"), "25 %", at(2, 11, 30)),
        ((10, "hours"), "30 minutes after", at(2, 19, 30)),
        ((1, "business_hours"), "3 business hours before", at(2, 9)),
    ],
)
def test_moments_are_told_in_the_measure_of_the_target(target, moment, expected, desk):
    hours = working_hours(ticket_department().calendar)
    assert reckoning.on_the_way(hours, at(2, 9), target, Moment.model_validate(moment)) == expected


def test_two_moments_at_once_of_which_the_first_changes_the_promise(desk):
    later = [{"at": "50 %", "urgency": "raise"}, {"at": "75 %", "notify": "team"}]
    hurried = {"fact": "ticket.priority", "op": "is", "value": "high"}
    sooner = {
        "when": hurried,
        "within": "7 business hours",
        "thresholds": [{"at": "75 %", "notify": "owner"}],
    }
    ticket = desk.ask(at(2, 9), {"resolution": [sooner, {"within": "8 business hours", "thresholds": later}]})
    ticket.refresh_from_db()
    swept(at(2, 16), at(2, 16, 1), at(2, 17))
    ticket.refresh_from_db()
    assert ticket.urgency == Level.HIGH
    assert [moment for moment, _names in warned(ticket)] == ["50 %", "75 %"]
    assert not Mark.objects.filter(clock__ticket=ticket, passed_at=None).exists()
