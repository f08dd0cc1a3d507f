"""A supplier's new bank account: sealed, seen by two, confirmed from the address on file, or else an incident."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    decide,
    do,
    mails_to,
    reload,
    steps,
    sweep,
)
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

IBAN = "ES7921000813610123456789"
ON_FILE = "administracion@duero.example"
LINK = re.compile(r"/answer/([^/\s]+)/")


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "pablo", *, two: bool = True) -> Ticket:
    ticket = ask(
        who,
        "vendor-bank-change",
        vendor="duero",
        iban=IBAN,
        ending="6789",
        came_by="mail",
        details="Escriben desde otro correo y tienen mucha prisa.",
    )
    run_jobs()
    if two:
        decide("silvia")
        decide("javier")
        run_jobs()
    return ticket


def answer(**answers: object) -> str:
    """The supplier opens the newest link."""
    token = [match[1] for mail in mails_to(ON_FILE) if (match := LINK.search(mail.text))][-1]
    answer_outside(token=token, answers=answers)
    run_jobs()
    return token


def incidents() -> list[str]:
    """Who asked for those that are still open after the request was stopped."""
    run_jobs()
    return [ticket.requester.email for ticket in Ticket.objects.filter(service__slug="incident", outcome="")]


@pytest.mark.usefixtures("monday")
def test_two_look_the_supplier_confirms_and_only_then_it_is_entered():
    ticket = ask_for(two=False)
    assert IBAN not in str(latest_answers(ticket).answers), "it is sealed"
    decide("silvia")
    assert (steps(ticket)["four-eyes"], mails_to(ON_FILE)) == ("active", [])
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("javier").shown}
    assert shown["vendor.mail"] == ON_FILE
    assert IBAN not in str(approval_of("javier").shown)
    decide("javier")
    run_jobs()
    (mail,) = mails_to(ON_FILE)
    assert "6789" not in mail.text, "whoever reads the mail has to know it"
    token = answer(ours=True, ending="6789")
    with pytest.raises(Conflict):
        answer_outside(token=token, answers={"ours": True, "ending": "6789"})
    do("silvia", "enter")
    assert (reload(ticket).outcome, incidents()) == (Outcome.FULFILLED, [])


@pytest.mark.usefixtures("monday")
def test_nobody_is_one_of_both_for_themselves_and_the_managers_of_those_who_ask_never_are():
    ask_for("javier", two=False)
    waits = {
        n for n in ("silvia", "javier", "cristina", "carmen") if queries.open_approvals(person(n)).exists()
    }
    assert waits == {"silvia", "cristina"}


@pytest.mark.usefixtures("monday")
def test_it_was_not_them_and_an_incident_is_opened_at_once():
    ticket = ask_for()
    answer(ours=False)
    assert (reload(ticket).outcome, incidents()) == (Outcome.DECLINED, ["carmen@acme.example"])
    assert "enter" not in steps(ticket)


@pytest.mark.usefixtures("monday")
def test_three_wrong_answers_lock_it():
    ticket = ask_for()
    answer(ours=True, ending="0000")
    answer(ours=True, ending="1111")
    assert (reload(ticket).ended, incidents()) == (False, [])
    answer(ours=True, ending="2222")
    assert (reload(ticket).outcome, incidents()) == (Outcome.DECLINED, ["carmen@acme.example"])
    ended = ticket.stream.entries.get(type="ticket.cancelled").payload["text"]
    assert "Tres respuestas equivocadas" in ended


@pytest.mark.usefixtures("monday")
def test_those_who_look_find_it_odd_and_nothing_goes_out():
    ticket = ask_for(two=False)
    decide("silvia", Verdict.REJECT, "Ese correo no es suyo.")
    decide("javier", Verdict.REJECT, "No es su dominio.")
    run_jobs()
    assert (reload(ticket).outcome, incidents()) == (Outcome.DECLINED, ["carmen@acme.example"])
    assert mails_to(ON_FILE) == []


def test_the_supplier_says_nothing_and_the_account_stays_as_it_was():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    with clock.frozen(datetime(2027, 3, 9, 18, tzinfo=UTC)):
        sweep()
        assert (reload(ticket).outcome, incidents()) == (Outcome.EXPIRED, [])
