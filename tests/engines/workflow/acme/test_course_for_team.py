"""A course for several people: the committee decides once, and each goes on by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import MONDAY, approval_of, decide, reload, steps, sweep, told
from tests.jobs import run_jobs
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Part
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

TEAM = ("ana", "hugo", "claire")
GOES = {"session": "first-aid-april", "why": "Somos quienes abrimos la planta por la mañana."}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(*names: str, **other: object) -> Ticket:
    whole = tickets.submit_for_several(
        actor=person("marta"),
        service=Service.objects.get(slug="course-for-team"),
        answers={**GOES, **other},
        people=[person(name) for name in names or TEAM],
        key="k",
    )
    run_jobs()
    return whole


def part(whole: Ticket, name: str) -> Ticket:
    return whole.children.get(requested_for=person(name))


def agreed(*names: str) -> Ticket:
    whole = ask_for(*names)
    decide("pilar")
    decide("oriol")
    run_jobs()
    return whole


def confirm(name: str, **answers: object) -> None:
    (task,) = queries.asked_of(person(name))
    actions.complete(actor=person(name), task=task, answers=answers)


def enrol(ticket: Ticket) -> None:
    (task,) = queries.open_tasks(person("rosa")).filter(ticket=ticket, step__block="enrol")
    actions.complete(actor=person("rosa"), task=task, answers={})


@pytest.mark.usefixtures("monday")
def test_half_of_the_committee_decides_once_for_everybody():
    whole = ask_for()
    assert (whole.part, whole.children.count()) == (Part.TOGETHER, 3)
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("begona").shown}
    assert shown["session.price"] == "85,00\xa0€"
    decide("pilar")
    assert steps(whole)["committee"] == "active"
    assert not queries.asked_of(person("ana")).exists()
    decide("oriol")
    run_jobs()
    for name in TEAM:
        assert queries.asked_of(person(name)).count() == 1, name
    assert not queries.open_approvals(person("begona")).exists()


@pytest.mark.usefixtures("monday")
def test_three_of_four_against_it_end_it_for_all():
    whole = ask_for()
    for name in ("pilar", "ignacio"):
        decide(name, Verdict.REJECT, "No queda dinero para este trimestre.")
    assert steps(whole)["committee"] == "active", "two of four can still agree"
    decide("oriol", Verdict.REJECT, "No queda dinero para este trimestre.")
    run_jobs()
    assert {ticket.outcome for ticket in whole.children.all()} == {Outcome.DECLINED}
    assert reload(whole).outcome == Outcome.DECLINED


@pytest.mark.usefixtures("monday")
def test_one_is_left_out_and_the_others_go_on():
    whole = ask_for()
    seen = approval_of("pilar").digest
    tickets.leave_out(actor=person("pilar"), ticket=part(whole, "hugo"), decides=True)
    with pytest.raises(Conflict):
        actions.decide(
            actor=person("oriol"), approval=approval_of("oriol"), verdict=Verdict.APPROVE, digest=seen
        )
    decide("pilar")
    decide("oriol")
    run_jobs()
    assert part(whole, "hugo").outcome == Outcome.DECLINED
    assert not queries.asked_of(person("hugo")).exists()
    assert [queries.asked_of(person(name)).count() for name in ("ana", "claire")] == [1, 1]


def test_each_goes_on_alone_one_declines_one_says_nothing_one_goes():
    with clock.frozen(MONDAY):
        whole = agreed()
        confirm("ana", goes=True, diet="Sin gluten")
        confirm("hugo", goes=False)
        assert part(whole, "hugo").outcome == Outcome.WITHDRAWN
        (task,) = queries.open_tasks(person("rosa")).filter(step__block="enrol")
        assert task.ticket == part(whole, "ana")
        assert "Sin gluten" in str(task.shown)
        assert task.due_at.date() == date(2027, 4, 6)
        enrol(part(whole, "ana"))
        told("ana")
        told("claire")
    with clock.frozen(datetime(2027, 4, 6, 17, tzinfo=UTC)):
        sweep()
        run_jobs()
        assert part(whole, "claire").outcome == Outcome.EXPIRED
        assert not reload(whole).ended
    with clock.frozen(datetime(2027, 4, 11, 23, tzinfo=UTC)):
        sweep()
        assert "reminder" in steps(part(whole, "ana"))
        run_jobs()
        assert any("próximo día laborable" in title for title in told("ana"))
    assert part(whole, "ana").outcome == Outcome.FULFILLED
    assert reload(whole).outcome == Outcome.FULFILLED


@pytest.mark.usefixtures("monday")
def test_a_member_who_is_away_is_not_waited_for():
    day = date(2027, 3, 1)
    for name in ("pilar", "ignacio"):
        enter_absence(actor=person(name), person=person(name), from_on=day, until_on=day + timedelta(days=20))
    whole = ask_for()
    decide("oriol")
    decide("begona") if steps(whole)["committee"] == "active" else None
    run_jobs()
    assert steps(whole)["committee"] == "done"


def test_nobody_decides_within_five_days_and_it_ends_as_declined():
    with clock.frozen(MONDAY):
        whole = ask_for()
        decide("pilar")
    with clock.frozen(MONDAY + timedelta(days=8)):
        sweep()
        run_jobs()
    assert {ticket.outcome for ticket in whole.children.all()} == {Outcome.DECLINED}


@pytest.mark.usefixtures("monday")
def test_what_is_over_or_closed_or_too_many_is_not_taken():
    for session in ("writing-january", "nonsense"):
        with pytest.raises(Invalid) as refused:
            ask_for(session=session)
        assert list(refused.value.fields) == ["session"]
    with pytest.raises((NotAllowed, Invalid)):
        ask_for("pau")
    assert not Ticket.objects.exists()


def test_on_the_day_after_the_last_for_enrolling_the_date_is_gone():
    with clock.frozen(datetime(2027, 4, 7, 9, tzinfo=UTC)), pytest.raises(Invalid):
        ask_for()


def test_while_it_is_decided_for_all_each_of_them_waits_for_that_decision(monday):
    whole = ask_for()
    (turn,) = queries.turns([whole], whole.requester)[whole.pk]
    hugo = part(whole, "hugo")
    (theirs,) = queries.turns([hugo], hugo.requester)[hugo.pk]
    assert (theirs.kind, theirs.pk, theirs.names) == ("approval", turn.pk, turn.names)
    assert not any(theirs.is_of(person(name)) for name in ("pilar", "oriol", "hugo"))
    decide("pilar")
    decide("oriol")
    run_jobs()
    assert [each.kind for each in queries.turns([reload(hugo)], hugo.requester)[hugo.pk]] == ["ask"]
