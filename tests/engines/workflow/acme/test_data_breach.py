"""A data breach: 72 hours by the clock, two of three opinions, confidential, and a record of what is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import MONDAY, ask, do, papers, reload, steps, task_of, told
from tests.engines.workflow.acme.office import sweep as fire
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.sla.jobs import sweep as ring
from ventanilla.engines.workflow import queries
from ventanilla.records.tickets.choices import Level, Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import sees_all_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

FRIDAY = datetime(2027, 3, 5, 16, tzinfo=UTC)  # five in the afternoon in Madrid, the weekend is ahead


def ask_for(noticed_at: datetime = MONDAY, **other: object) -> Ticket:
    answers = {
        "noticed_at": noticed_at.isoformat().replace("+00:00", "Z"),
        "kind": "recipient",
        "what": "Mandé la lista de nóminas a un cliente.",
        "still": "unknown",
        "whose": ["staff"],
        "people": "many",
        **other,
    }
    ticket = ask("ana", "data-breach", **answers)
    run_jobs()
    return ticket


def decided(*, authority: bool, affected: bool = False) -> None:
    do("alex", "decide", authority=authority, affected=affected, reasons="Son nóminas con su cuenta.")
    run_jobs()


def at(moment: datetime) -> None:
    with clock.frozen(moment):
        ring()
        fire()
        run_jobs()


def seen_by(ticket: Ticket) -> set[str]:
    """Who of these people may read the request, and not just a task."""
    names = ("ana", "alex", "mercedes", "jaime", "luis", "rosa", "admin")
    return {name for name in names if sees_all_of(person(name), ticket)}


def test_two_opinions_are_enough_and_it_is_reported_and_written_down():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        shown = str(task_of("luis", "technical").shown)
        assert "Mandé la lista de nóminas" in shown
        assert "Ana" not in shown
        do("luis", "technical", risk="some", why="El cliente lo ha abierto.")
        assert steps(ticket)["assessments"] == "active"
        do("mercedes", "legal", risk="high", why="Llevan el IBAN.")
        assert not queries.open_tasks(person("rosa")).filter(step__block="human").exists()
        assert "decide" not in steps(ticket), "first it has to be stopped"
        do("alex", "contain", done="El cliente lo ha borrado.")
        decided(authority=True, affected=True)
        do("alex", "report", sent_at="2027-03-01T09:00:00Z", number="AEPD-27-118")
        do("mercedes", "tell", how="Por carta.")
        run_jobs()
        assert reload(ticket).outcome == Outcome.FULFILLED
    text = papers()[0]
    assert "Algo llegó a quien no era. Mandé la lista" in text
    assert "Mercedes Olmedo: Llevan el IBAN. · Luis Herrero: El cliente lo ha abierto." in text
    assert "AEPD-27-118" in text
    assert "Por carta." in text


def test_only_who_reported_it_and_the_privacy_team_see_it():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    assert seen_by(ticket) == {"ana", "alex", "mercedes"}


def test_the_clock_runs_through_the_weekend_tells_and_reroutes():
    with clock.frozen(FRIDAY):
        ticket = ask_for(FRIDAY, still="no")
    for name in ("mercedes", "jaime"):
        told(name)
    at(FRIDAY + timedelta(hours=9))
    assert "Llama a Protección de datos" in pick(task_of("jaime", "still-open").instructions, ["es"])
    assert len(told("jaime")) == 1
    at(FRIDAY + timedelta(hours=35, minutes=59))
    told("mercedes")
    at(FRIDAY + timedelta(hours=36))
    (half,) = told("mercedes")
    assert "8 de marzo, 17:00" in half, "three days by the clock, Saturday and Sunday counted in"
    assert seen_by(ticket) == {"ana", "alex", "mercedes"}
    at(FRIDAY + timedelta(hours=54))
    ticket = reload(ticket)
    assert (ticket.team.slug, ticket.urgency) == ("breach-committee", Level.HIGH)
    assert seen_by(ticket) == {"ana", "alex", "mercedes", "jaime"}
    assert told("jaime") != []
    at(FRIDAY + timedelta(hours=59, minutes=59))
    assert told("jaime") == []
    at(FRIDAY + timedelta(hours=60))
    assert len(told("jaime")) == 1
    at(FRIDAY + timedelta(hours=61))
    assert told("jaime") == []


def test_opinions_are_missing_so_it_is_decided_without_and_a_late_report_says_why():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        do("luis", "technical", risk="some", why="El cliente lo ha abierto.")
        do("alex", "contain", done="El cliente lo ha borrado.")
    at(MONDAY + timedelta(hours=47))
    assert "decide" not in steps(ticket)
    at(MONDAY + timedelta(hours=49))
    assert not queries.open_tasks(person("rosa")).exists()
    with clock.frozen(MONDAY + timedelta(hours=49)):
        assert pick(task_of("alex", "decide").title, ["en"]) == "Is it reported to the authority?"
        decided(authority=True)
    at(MONDAY + timedelta(hours=73))
    assert ticket.number in pick(task_of("jaime", "past").instructions, ["es"])
    sent = {"sent_at": "2027-03-04T10:00:00Z", "number": "AEPD-27-119"}
    with clock.frozen(MONDAY + timedelta(hours=74)):
        with pytest.raises(Invalid) as refused:
            do("alex", "report", **sent)
        assert list(refused.value.fields) == ["late"]
        do("alex", "report", **sent, late="Nadie nos contestó.")
        run_jobs()
    assert not queries.open_tasks(person("jaime")).filter(step__block="past").exists()
    assert reload(ticket).outcome == Outcome.FULFILLED
    assert "Lo que se ha dicho: Luis Herrero: El cliente lo ha abierto. Qué" in papers()[0]
    assert "Nadie nos contestó." in papers()[0]


def test_without_a_risk_nothing_goes_out_and_it_is_written_down_all_the_same():
    with clock.frozen(MONDAY):
        ticket = ask_for(kind="device", still="no")
        do("luis", "technical", risk="none", why="El disco está cifrado.")
        do("rosa", "human", risk="none", why="No hay datos de nadie.")
        do("alex", "contain", done="Se ha borrado a distancia.")
        decided(authority=False)
        assert not steps(ticket).keys() & {"report", "tell"} or steps(ticket)["report"] == "skipped"
        assert reload(ticket).outcome == Outcome.FULFILLED
    assert "El disco está cifrado." in papers()[0]


def test_what_lies_ahead_was_not_noticed_yet():
    with clock.frozen(MONDAY), pytest.raises(Invalid) as refused:
        ask_for(MONDAY + timedelta(hours=1))
    assert list(refused.value.fields) == ["noticed_at"]
