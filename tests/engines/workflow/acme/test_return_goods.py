"""A customer sends something back: their own order, a parcel that says when it has arrived, repaired until it works."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.workflow.acme.office import MONDAY, ask, do, mails_to, reload, steps, sweep, task_of
from tests.engines.workflow.acme.systems import connect, message, photo
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.models import Step
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

CAME = {"parcel": "ES-77120", "arrived_on": "2027-03-05", "damaged": False}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "oscar", **other: object) -> Ticket:
    answers = {
        "order": "PV-20655",
        "pieces": 2,
        "details": "La cerradura se queda abierta con la pila nueva.",
        "photos": [photo(who)],
        **other,
    }
    return ask(who, "return-goods", **answers)


def sent(elsewhere) -> Ticket:
    """Accepted, and the carrier knows of it."""
    connect("carrier", elsewhere)
    elsewhere.answer = b'{"label": "https://carrier.example/l/9"}'
    ticket = ask_for()
    do("luis", "look", accepted=True)
    run_jobs()
    return ticket


def arrived(elsewhere) -> Ticket:
    ticket = sent(elsewhere)
    message(elsewhere.seen[0].body["tell_us_at"], CAME)
    return ticket


def answer(who: str, **answers: object) -> None:
    actions.complete(actor=person(who), task=queries.asked_of(person(who)).get(), answers=answers)


def test_from_the_photos_to_the_rating(elsewhere):
    ticket = sent(elsewhere)
    assert elsewhere.seen[0].body["customer"] == "cliente"
    mail = mails_to("oscar@cliente.example")[-1]
    assert mail.subject == f"[{ticket.number}] Envíanos el paquete de {ticket.number}"
    assert "https://carrier.example/l/9" in mail.text
    message(elsewhere.seen[0].body["tell_us_at"], CAME)
    assert "ES-77120" in task_of("luis", "repair").instructions["es"]
    do("luis", "repair", done="Cambiado el muelle")
    do("luis", "test", works=True)
    do("nuria", "send-back", tracking="SEUR-1")
    ticket = reload(ticket)
    assert ticket.outcome == Outcome.FULFILLED
    text = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
    assert ("SEUR-1" in text, "Cambiado el muelle" in text) == (True, True)
    with clock.frozen(MONDAY + timedelta(days=7)):
        sweep()
        answer("oscar", mark=2, why="Tardó.")
        assert task_of("nuria", "call").instructions["es"] == "Óscar Tejada ha puesto un 2. Tardó."


def test_an_order_of_another_customer_is_as_unknown_as_one_that_does_not_exist():
    wrong = []
    for order in ("PV-20731", "PV-00000"):
        with pytest.raises(Invalid) as refused:
            ask_for(order=order)
        wrong.append(refused.value.fields)
    assert wrong[0] == wrong[1]
    assert list(wrong[0]) == ["order"]
    assert ask_for("maite", order="pv-20731").answer_sets.get().answers["order"] == "pv-20731"


def test_out_of_warranty_or_more_pieces_than_were_sold():
    with pytest.raises(Invalid) as refused:
        ask_for(order="PV-19980")
    assert list(refused.value.fields) == ["order"]
    assert "tres años" in str(refused.value.fields["order"])
    with pytest.raises(Invalid) as refused:
        ask_for(pieces=5)
    assert list(refused.value.fields) == ["pieces"]
    with pytest.raises(NotAllowed):
        ask_for("ana")


def test_customers_see_only_theirs():
    ticket = ask_for()
    assert visible(person("oscar"), ticket.number) == ticket
    assert visible(person("luis"), ticket.number) == ticket
    for other in ("maite", "gonzalo", "clara", "ana"):
        with pytest.raises(NotFound):
            visible(person(other), ticket.number)


def test_refused_by_its_photos_in_words():
    ticket = ask_for()
    with pytest.raises(Invalid):
        do("luis", "look", accepted=False)
    do("luis", "look", accepted=False, reason="Se ha abierto con una palanca.")
    assert reload(ticket).outcome == Outcome.DECLINED
    assert any("palanca" in mail.text for mail in mails_to("oscar@cliente.example"))


def test_a_message_counts_once_and_only_with_the_right_signature(elsewhere):
    ticket = sent(elsewhere)
    url = elsewhere.seen[0].body["tell_us_at"]
    with pytest.raises(NotFound):
        message(url, CAME, key="whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    with pytest.raises(Invalid):
        message(url, {**CAME, "arrived_on": "someday"})
    assert steps(ticket)["parcel"] == "active"
    message(url, CAME)
    message(url, CAME)
    assert steps(ticket)["repair"] == "active"
    assert Step.objects.filter(run__ticket=ticket, block="repair").count() == 1


def test_the_parcel_does_not_come_and_who_gives_up_is_told(elsewhere):
    ticket = sent(elsewhere)
    with clock.frozen(MONDAY + timedelta(days=21, hours=1)):
        sweep()
        answer("oscar", coming=True)
        assert steps(ticket)["parcel"] == "active"
    with clock.frozen(MONDAY + timedelta(days=42, hours=2)):
        sweep()
    with clock.frozen(MONDAY + timedelta(days=49, hours=3)):
        sweep()
    assert reload(ticket).outcome == Outcome.EXPIRED
    with pytest.raises(NotFound):
        message(elsewhere.seen[0].body["tell_us_at"], CAME)


def test_late_but_it_came_while_it_was_asked_about(elsewhere):
    ticket = sent(elsewhere)
    with clock.frozen(MONDAY + timedelta(days=21, hours=1)):
        sweep()
        message(elsewhere.seen[0].body["tell_us_at"], CAME)
        answer("oscar", coming=True)
    assert steps(ticket)["repair"] == "active"


def test_three_repairs_and_then_a_new_one(elsewhere):
    ticket = arrived(elsewhere)
    for turn in range(3):
        do("luis", "repair", done=f"Intento {turn + 1}")
        do("luis", "test", works=False)
    do("luis", "new-one")
    assert steps(ticket)["send-back"] == "active"


def test_nobody_has_to_rate(elsewhere):
    ticket = arrived(elsewhere)
    do("luis", "repair", done="Cambiado el muelle")
    do("luis", "test", works=True)
    do("nuria", "send-back", tracking="SEUR-1")
    for days in (7, 22):
        with clock.frozen(MONDAY + timedelta(days=days)):
            sweep()
    assert "call" not in steps(ticket)
    assert not queries.asked_of(person("oscar")).exists()
