"""A confidentiality agreement: a PDF, signed by a link without an account, refused, forgotten, filed, ended."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    ask,
    correct,
    decide,
    do,
    mails_to,
    papers,
    reload,
    steps,
    sweep,
    task_of,
)
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

ADDRESS = "irene@prisma.example"
LINK = re.compile(r"/answer/([^/\s]+)/")
ACCEPTED = {"answer": "accept", "name": "Irene Costa", "role": "Gerente", "consent": True}
REFUSED = {"answer": "refuse", "why": "Dos años son demasiados."}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "ana", **other: object) -> Ticket:
    answers = {
        "company": "Prisma",
        "signatory": "Irene Costa",
        "mail": ADDRESS,
        "purpose": "Enseñarles la campaña de otoño.",
        "until": "2029-03-01",
        "customers": False,
        **other,
    }
    ticket = ask(who, "nda", **answers)
    run_jobs()
    return ticket


def links() -> list[str]:
    return [match[1] for mail in mails_to(ADDRESS) if (match := LINK.search(mail.text))]


def answer(**answers: object) -> None:
    """The other side opens the newest link."""
    answer_outside(token=links()[-1], answers=answers)
    run_jobs()


def test_drawn_up_signed_by_a_link_filed_and_a_month_before_its_end_remembered():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        (mail,) = mails_to(ADDRESS)
        words = " ".join(mail.text.split())
        assert "Hola, Irene Costa: Ana Ruiz Velasco, de Acme, te pide aceptar este acuerdo" in words
        assert "Enseñarles la campaña de otoño." in words
        with pytest.raises(Invalid) as refused:
            answer(answer="accept", name="Irene Costa", role="Gerente")
        assert list(refused.value.fields) == ["consent"]
        answer(**ACCEPTED)
        draft, signed = papers()
        assert "Borrador de la petición" in draft
        assert "Lo aceptó Irene Costa, Gerente, el 1 de marzo de 2027" in signed
        assert "Irene Costa ha aceptado el acuerdo" in mails_to(ADDRESS)[-1].text
        filing = task_of("mercedes", "file")
        assert f"Acuerdo firmado con Prisma {ticket.number}.pdf" in pick(filing.instructions, ["es"])
        with pytest.raises(Invalid):
            do("mercedes", "file", number="14")
        do("mercedes", "file", number="NDA-2027-14")
        assert reload(ticket).outcome == Outcome.FULFILLED
    before = len(mails_to("ana@acme.example"))
    with clock.frozen(datetime(2029, 1, 30, 7, tzinfo=UTC)):
        sweep()
        assert len(mails_to("ana@acme.example")) == before
    with clock.frozen(datetime(2029, 1, 30, 9, tzinfo=UTC)):
        sweep()
        assert "El acuerdo con Prisma termina" in mails_to("ana@acme.example")[-1].subject


@pytest.mark.usefixtures("monday")
def test_the_agreement_is_in_the_language_of_whoever_asks():
    ask_for("claire")
    (draft,) = papers()
    assert "Confidentiality agreement with Prisma" in draft
    assert "binding until 1 March 2029" in draft or "binding until March 1, 2029" in draft


@pytest.mark.usefixtures("monday")
def test_refused_it_is_corrected_drawn_up_again_and_accepted():
    ticket = ask_for()
    answer(**REFUSED)
    assert steps(ticket)["change"] == "active"
    old = links()[-1]
    correct("ana", **{**latest_answers(ticket).answers, "until": "2028-03-01"})
    run_jobs()
    assert "1 de marzo de 2028" in papers()[-1]
    assert len(links()) == 2
    with pytest.raises(Conflict):
        answer_outside(token=old, answers=ACCEPTED)
    answer(**ACCEPTED)
    assert steps(ticket)["file"] == "active"


def test_refused_and_never_corrected_it_ends_as_declined():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        answer(**REFUSED)
        asked = queries.asked_of(person("ana")).get()
        assert "no lo acepta: Dos años son demasiados." in pick(asked.instructions, ["es"])
    with clock.frozen(MONDAY + timedelta(days=40)):
        sweep()
    assert reload(ticket).outcome == Outcome.DECLINED


def test_the_link_comes_three_times_and_then_it_runs_out():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    for count in (2, 3):
        with clock.frozen(MONDAY + timedelta(days=7 * (count - 1))):
            sweep()
            assert len(links()) == count
            assert "Prisma no ha contestado" in mails_to("ana@acme.example")[-1].subject
            with pytest.raises(Conflict):
                answer_outside(token=links()[0], answers=ACCEPTED)
    with clock.frozen(MONDAY + timedelta(days=21)):
        sweep()
        run_jobs()
        assert reload(ticket).outcome == Outcome.EXPIRED
        with pytest.raises(Conflict):
            answer_outside(token=links()[-1], answers=ACCEPTED)
    assert "file" not in steps(ticket)


@pytest.mark.usefixtures("monday")
def test_customers_data_is_looked_at_by_contracts_before_anything_goes_out():
    ticket = ask_for(customers=True)
    assert (links(), papers()) == ([], [])
    decide("jaime")
    run_jobs()
    assert len(links()) == 1
    assert steps(ticket)["sign"] == "active"
