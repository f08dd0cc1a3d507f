"""Targets that follow from what the workflow leaves behind: a month, and two more when it is extended in time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, office, said
from ventanilla.core.blueprint.checks import check
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.jobs import sweep
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.workflow.actions import complete
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import turns_of
from ventanilla.engines.workflow.runtime.simulation import choices_from, simulate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.requests.rows import rows_of
from ventanilla.surfaces.ui.linemap import stations
from ventanilla.surfaces.ui.tickets.course import way_of
from ventanilla.surfaces.ui.tickets.promise import promise_note
from ventanilla.surfaces.ui.tickets.turns import full_sentences

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
PLAIN = {"resolution": "1 month"}
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


def test_who_asked_is_told_the_later_promise_and_not_the_day_of_a_step_that_has_passed(acme: Office) -> None:
    step = {"task": {**ANSWER["task"], "due": "5 days"}}
    ticket = asked_for(acme, workflow=[WEIGH, step])
    weighed(acme, ticket, datetime(2030, 2, 20, 9, 0, tzinfo=UTC), more_time=True)
    told = partial(told_of_dates, ticket)
    assert told(acme.ana, datetime(2030, 2, 22, tzinfo=UTC)) == ["by Mon Feb 25"] * 3
    late = datetime(2030, 2, 27, tzinfo=UTC)
    assert told(acme.lucia, late)[:2] == ["was due Mon Feb 25"] * 2
    assert told(acme.ana, late) == ["", "since Wed Feb 20", "by Tue Apr 30"]


def test_without_a_later_promise_who_asked_is_told_that_a_step_is_late(acme: Office) -> None:
    step = {"task": {**ANSWER["task"], "due": "20 days"}}
    ticket = asked_for(acme, workflow=[step], deadlines=PLAIN)
    Ticket.objects.filter(pk=ticket.pk).update(promised_at=datetime(2030, 2, 20, 9, 0, tzinfo=UTC))
    ticket.refresh_from_db()
    assert told_of_dates(ticket, acme.ana, datetime(2030, 2, 27, tzinfo=UTC)) == ["was due Wed Feb 20"] * 3


def test_their_own_step_is_late_for_who_asked_whatever_is_promised(acme: Office) -> None:
    own = {"ask": {"id": "own", "title": {"en": "Say more"}, "due": "5 days", "asks": WEIGH["task"]["asks"]}}
    ticket = asked_for(acme, workflow=[own], deadlines=PLAIN)
    late = datetime(2030, 2, 8, tzinfo=UTC)
    assert told_of_dates(ticket, acme.ana, late) == ["was due Tue Feb 5"] * 3


def told_of_dates(ticket: Ticket, person: Person, at: datetime) -> list[str]:
    """The date of the open step as the page says it in a sentence and on the way, and as the list does."""
    with override("en"), clock.frozen(at):
        (sentence,) = full_sentences(ticket, turns_of(ticket, person), person)
        station = next(each for each in stations(way_of(ticket, person)) if each.state == "here")
        (row,) = rows_of([ticket], person)
        in_sentence = sentence.rstrip(".").rpartition(", ")[2] if ", " in sentence else ""
        return [in_sentence, str(station.when_text), str(row.when)]


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
