"""Targets that follow from what the workflow leaves behind: a month, and two more when it is extended in time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, office, said
from ventanilla.core.blueprint.checks import check
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit import clock
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.workflow.actions import complete
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.simulation import choices_from, simulate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.tickets.promise import promise_note

pytestmark = pytest.mark.django_db

START = datetime(2030, 1, 31, 9, 0, tzinfo=UTC)  # a Thursday
EXTENDED = {"fact": "outputs.weigh.more_time", "op": "is", "value": True}
DEADLINES = {
    "first_response": "1 business day",
    "resolution": [
        {
            "when": EXTENDED,
            "within": "3 months",
            "because": {
                "es": "Necesitamos más tiempo: {{ outputs.weigh.reason }}",
                "en": "We need more time: {{ outputs.weigh.reason }}",
            },
            "thresholds": [{"at": "7 days before", "notify": "team"}],
        },
        {"within": "1 month"},
    ],
}
WEIGH = {
    "task": {
        "id": "weigh",
        "team": "it-equipment",
        "asks": [
            {"id": "more_time", "type": "yes_no", "label": {"en": "More time?"}, "required": True},
            {"id": "reason", "type": "short_text", "label": {"en": "Why?"}},
        ],
    }
}
ANSWER = {"task": {"id": "answer", "team": "it-equipment"}}


@pytest.fixture
def acme() -> Office:
    return office()


def asked_for(acme: Office, **fields: Any) -> Ticket:
    given = {"deadlines": DEADLINES, "workflow": [WEIGH, ANSWER], "lead_time": "1 month", **fields}
    service = factories.service(**given)
    with clock.frozen(START):
        return tickets.submit(actor=acme.ana, service=service, answers={})


def weighed(acme: Office, ticket: Ticket, at: datetime, *, more_time: bool) -> None:
    task = Task.objects.get(ticket=ticket, step__block="weigh")
    with clock.frozen(at):
        answers = {"more_time": more_time, "reason": "it is in four archives"}
        complete(actor=acme.lucia, task=task, answers=answers)
    ticket.refresh_from_db()


def resolution(ticket: Ticket) -> Clock:
    return Clock.objects.get(ticket=ticket, kind="resolution")


def test_a_month_ends_on_the_same_day_or_on_the_months_last(acme: Office) -> None:
    ticket = asked_for(acme)
    assert resolution(ticket).due_at == datetime(2030, 2, 28, 9, 0, tzinfo=UTC)
    assert ticket.promised_at == resolution(ticket).due_at


def test_the_decision_to_extend_moves_the_clock_its_moments_and_the_promise(acme: Office) -> None:
    ticket = asked_for(acme)
    weighed(acme, ticket, datetime(2030, 2, 20, 9, 0, tzinfo=UTC), more_time=True)
    extended = datetime(2030, 4, 30, 8, 0, tzinfo=UTC)  # nine in Madrid, in summer time
    row = resolution(ticket)
    assert row.due_at == extended
    assert [mark.fires_at for mark in row.marks.all()] == [datetime(2030, 4, 23, 8, 0, tzinfo=UTC)]
    assert ticket.promised_at == extended
    told = said(ticket, "workflow.promise_moved")
    assert len(told) == 1
    assert told[0].endswith("We need more time: it is in four archives")
    with override("es"), clock.frozen(datetime(2030, 2, 21, tzinfo=UTC)):
        assert promise_note(ticket).endswith("Necesitamos más tiempo: it is in four archives")


def test_without_the_decision_everything_stays(acme: Office) -> None:
    ticket = asked_for(acme)
    weighed(acme, ticket, datetime(2030, 2, 20, 9, 0, tzinfo=UTC), more_time=False)
    assert resolution(ticket).due_at == datetime(2030, 2, 28, 9, 0, tzinfo=UTC)
    assert said(ticket, "workflow.promise_moved") == []


def test_another_priority_leaves_the_extension_as_it_is(acme: Office) -> None:
    ticket = asked_for(acme)
    weighed(acme, ticket, datetime(2030, 2, 20, 9, 0, tzinfo=UTC), more_time=True)
    with clock.frozen(datetime(2030, 2, 21, 9, 0, tzinfo=UTC)):
        tickets.set_priority(actor=None, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH)
    assert resolution(ticket).due_at == datetime(2030, 4, 30, 8, 0, tzinfo=UTC)


def test_a_promise_that_was_broken_before_is_not_mended_by_an_extension(acme: Office) -> None:
    ticket = asked_for(acme)
    late = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)
    with clock.frozen(late):
        sweep()
    weighed(acme, ticket, late, more_time=True)
    assert resolution(ticket).due_at == datetime(2030, 2, 28, 9, 0, tzinfo=UTC)
    assert resolution(ticket).breached_at == late


def test_a_target_that_counts_only_after_a_step_begins_the_promise(acme: Office) -> None:
    ticket = asked_for(
        acme, lead_time=None, deadlines={"resolution": [{"when": EXTENDED, "within": "3 months"}]}
    )
    assert ticket.promised_at is None
    weighed(acme, ticket, datetime(2030, 2, 20, 9, 0, tzinfo=UTC), more_time=True)
    assert ticket.promised_at == resolution(ticket).due_at == datetime(2030, 4, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "code", "path"),
    [
        ({"when": {"fact": "outputs.wiegh.more_time", "op": "is", "value": True}}, "unknown_fact", "when"),
        ({"when": EXTENDED, "because": {"en": "{{ outputs.weigh.raeson }}"}}, "unknown_fact", "because"),
    ],
)
def test_what_a_deadline_names_has_to_be_there(line: dict[str, Any], code: str, path: str) -> None:
    package = Package.model_validate(
        factories.package(
            workflow=[WEIGH, ANSWER],
            deadlines={"resolution": [{**line, "within": "3 months"}, {"within": "1 month"}]},
        )
    )
    (problem,) = check(package)
    assert problem.code == code
    assert problem.path.startswith(f"deadlines.resolution[0].{path}")


def test_trying_it_out_says_where_the_target_goes(acme: Office) -> None:
    package = factories.package(workflow=[WEIGH, ANSWER], deadlines=DEADLINES)
    factories.service(workflow=[WEIGH, ANSWER], deadlines=DEADLINES)
    for more_time, moved in ((True, [datetime(2030, 4, 30, 8, 0, tzinfo=UTC)]), (False, [])):
        answers = {"more_time": more_time, "reason": "archives"}
        choices = choices_from({"weigh": {"outcome": "done", "answers": answers}}, package)
        with clock.frozen(START):
            played = simulate(package=package, person=acme.ana, answers={}, choices=choices, at=START)
        assert [target.due_at for target in played.moved] == moved
