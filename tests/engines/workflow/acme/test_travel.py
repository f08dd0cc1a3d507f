"""A business trip: rows of legs, limits by city, one decision for several, an advance, and the account afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    decide,
    do,
    reload,
    reservations,
    standing_of,
    steps,
    sweep,
    task_of,
)
from tests.engines.workflow.acme.systems import photo
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

MARKETING = "CC-200"
BACK = datetime(2027, 3, 11, 8, 0, tzinfo=UTC)  # nine in Madrid, the day after they are back
LEGS = [
    {"from": "Madrid", "to": "París", "on": "2027-03-08", "by": "plane", "price": "140"},
    {"from": "París", "to": "Madrid", "on": "2027-03-10", "by": "plane", "price": "160"},
]
TRIP = {
    "purpose": "Feria de cerraduras",
    "leaves": "2027-03-08",
    "returns": "2027-03-10",
    "legs": LEGS,
    "city": "paris",
    "hotel": "170",
    "cost_centre": MARKETING,
    "advance": "200",
}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(**other: Any) -> Ticket:
    ticket = ask("ana", "travel", **{**TRIP, **other})
    run_jobs()
    return ticket


def away(**other: Any) -> Ticket:
    """Agreed, booked and paid in advance."""
    with clock.frozen(MONDAY):
        ticket = ask_for(**other)
        decide("marta")
        do("pablo", "book", code="RX7")
        if queries.open_tasks(person("javier")).filter(step__block="pay").exists():
            do("javier", "pay")
    return reload(ticket)


def account(*amounts: str) -> None:
    (task,) = queries.asked_of(person("ana"))
    receipts = [{"what": "meals", "amount": amount, "proof": [photo("ana")]} for amount in amounts]
    actions.complete(actor=person("ana"), task=task, answers={"receipts": receipts})


def instructions(who: str, block: str) -> str:
    return pick(task_of(who, block).instructions, ["es"]).replace("\xa0", " ")


def wrong(**other: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        ask_for(**other)
    return {name: " ".join(said) for name, said in refused.value.fields.items()}


@pytest.mark.usefixtures("monday")
def test_what_does_not_fit_together_is_said_in_its_own_words():
    assert "Vuelves antes de salir" in wrong(returns="2027-03-07")["returns"]
    assert "El último trayecto" in wrong(returns="2027-03-12")["legs"]
    assert "El primer trayecto" in wrong(leaves="2027-03-05")["legs"]
    assert "Busca otro hotel" in wrong(hotel="180.01")["hotel"]
    assert "más de lo que cuesta" in wrong(advance="836")["advance"]


@pytest.mark.usefixtures("monday")
def test_the_limit_is_the_citys_and_a_reason_goes_to_whoever_approves():
    ask_for(hotel="205", exception="Es la semana de la feria y no queda otro.")
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("marta").shown}
    assert shown["cost"] == "905,00\xa0€"  # 300 of legs, two nights, three days at 65
    assert shown["exception"] == "Es la semana de la feria y no queda otro."


def test_spent_more_than_was_advanced_the_rest_is_paid_long_after_it_was_resolved():
    ticket = away()
    assert (ticket.outcome, steps(ticket)["back"]) == (Outcome.FULFILLED, "active")
    with clock.frozen(BACK - timedelta(minutes=1)):
        sweep()
        assert not queries.asked_of(person("ana")).exists()
    with clock.frozen(BACK):
        sweep()
        account("180,50", "75")
        do("silvia", "look", right=True)
        assert instructions("javier", "pay-rest") == "Ingresa 55,50 € a Ana Ruiz Velasco."
        do("javier", "pay-rest")
        run_jobs()
        assert reload(ticket).outcome == Outcome.FULFILLED
        assert reservations(ticket) == [("895.50", "spent")]


def test_spent_less_the_rest_comes_back():
    ticket = away()
    with clock.frozen(BACK):
        sweep()
        account("120")
        do("silvia", "look", right=True)
        (task,) = queries.asked_of(person("ana"))
        assert "Te sobraron 80,00 €" in pick(task.instructions, ["es"]).replace("\xa0", " ")
        actions.complete(actor=person("ana"), task=task, answers={"on": "2027-03-11"})
        assert instructions("silvia", "received") == "80,00 € de Ana Ruiz Velasco, el 11 de marzo de 2027."
        do("silvia", "received")
        assert "pay-rest" not in steps(ticket)


def test_exactly_what_was_advanced_and_nobody_has_to_do_anything():
    away()
    with clock.frozen(BACK):
        sweep()
        account("200")
        do("silvia", "look", right=True)
        assert not queries.asked_of(person("ana")).exists()
        assert not queries.open_tasks(person("silvia")).filter(ticket__service__slug="travel").exists()


def test_without_an_advance_all_receipts_are_paid_and_a_missing_one_is_asked_for_again():
    ticket = away(advance=None)
    assert steps(ticket).get("pay") is None
    with clock.frozen(BACK):
        sweep()
        account("90")
        with pytest.raises(Invalid) as refused:
            do("silvia", "look", right=False)
        assert list(refused.value.fields) == ["comment"]
        do("silvia", "look", right=False, comment="Falta el taxi.")
        (task,) = queries.asked_of(person("ana"))
        assert "Falta el taxi." in pick(task.instructions, ["es"])
        account("90", "22")
        do("silvia", "look", right=True)
        assert "112,00 €" in instructions("javier", "pay-rest")


def test_one_decision_for_several_and_each_has_their_own_account():
    with clock.frozen(MONDAY):
        whole = tickets.submit_for_several(
            actor=person("ana"),
            service=Service.objects.get(slug="travel"),
            answers=TRIP,
            people=[person("ana"), person("hugo")],
            key="k",
        )
        run_jobs()
        decide("marta")
        run_jobs()
        assert standing_of(MARKETING).reserved == 2 * 835
        for task in queries.open_tasks(person("pablo")).filter(step__block="book"):
            actions.complete(actor=person("pablo"), task=task, answers={"code": "RX7"})
        for task in queries.open_tasks(person("javier")).filter(step__block="pay"):
            actions.complete(actor=person("javier"), task=task, answers={})
        run_jobs()
        assert {part.outcome for part in whole.children.all()} == {Outcome.FULFILLED}
    with clock.frozen(BACK):
        sweep()
        assert queries.asked_of(person("hugo")).get().ticket.requested_for == person("hugo")


@pytest.mark.usefixtures("monday")
def test_refused_nothing_is_set_aside_and_withdrawn_the_booking_is_cancelled():
    refused = ask_for()
    decide("marta", Verdict.REJECT, "Este año vamos por vídeo.")
    assert (reload(refused).outcome, reservations(refused)) == (Outcome.DECLINED, [])
    ticket = ask_for()
    decide("marta")
    do("pablo", "book", code="RX7")
    tickets.cancel(actor=person("ana"), ticket=reload(ticket))
    run_jobs()
    assert instructions("pablo", "unbook") == "Localizador RX7."
    assert standing_of(MARKETING).left == 24000
