"""An investment: the line up to a level by amount, two of three and the cost centre, the board, and the budget."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
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
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.tickets.actions import cancel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

ENGINEERING = "CC-300"
BOARD = datetime(2027, 3, 18, 9, 0, tzinfo=UTC)  # ten o'clock in Madrid
NEXT_BOARD = datetime(2027, 4, 22, 8, 0, tzinfo=UTC)
COMMITTEE = ("ignacio", "carmen", "begona")


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(*prices: str, units: int = 2, who: str = "pau", **other: Any) -> Ticket:
    items = [
        {"what": f"Banco de pruebas {place}", "supplier": "Duero", "units": units, "price": price}
        for place, price in enumerate(prices)
    ]
    answers = {
        "name": "Laboratorio de ciclos",
        "why": "Probamos las cerraduras a mano y se nos escapan fallos.",
        "items": items,
        "quotes": [photo(who, "presupuesto.png")],
        "cost_centre": ENGINEERING,
        **other,
    }
    ticket = ask(who, "investment", **answers)
    run_jobs()
    return ticket


def awaited() -> set[str]:
    names = ("mireia", "oriol", "elena", *COMMITTEE)
    return {name for name in names if queries.open_approvals(person(name)).exists()}


def words_to(who: str) -> str:
    """All that they have been told."""
    run_jobs("notifications.tell")
    found = Notification.objects.filter(person=person(who))
    return " ".join(f"{news.title} {news.text}" for news in found).replace("\xa0", " ")


def to_the_board(price: str = "15000") -> Ticket:
    ticket = ask_for(price)
    for who in ("mireia", "oriol", "elena", "oriol", "begona", "carmen"):
        decide(who)
    run_jobs()
    return ticket


@pytest.mark.usefixtures("monday")
def test_a_small_one_adds_up_and_needs_the_manager_two_of_three_and_the_cost_centre():
    ticket = ask_for("1500", "500,50")
    assert reservations(ticket) == [("4001.00", "reserved")]
    assert awaited() == {"mireia"}
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("mireia").shown}
    assert shown["total"] == "4.001,00\xa0€"
    assert shown["outputs.budget.left"] == "55.999,00\xa0€"
    decide("mireia")
    assert awaited() == {*COMMITTEE, "oriol"}
    decide("begona")
    decide("ignacio")
    assert awaited() == {"oriol"}, "the third of the committee can't change anything any more"
    decide("oriol")
    assert "minutes" not in steps(ticket)
    do("pablo", "order", price="3900", number="PO-12")
    ticket = reload(ticket)
    assert (ticket.outcome, reservations(ticket)) == (Outcome.FULFILLED, [("3900.00", "spent")])
    said = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
    assert said.replace("\xa0", " ") == "«Laboratorio de ciclos» está pedido (PO-12) por 3.900,00 €."


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize(
    ("price", "line"),
    [("2500", ["mireia"]), ("2500.01", ["mireia", "oriol"]), ("12500.01", ["mireia", "oriol", "elena"])],
)
def test_the_amount_says_how_far_up_the_line_it_goes(price, line):
    ask_for(price)
    for who in line:
        assert awaited() == {who}
        decide(who)
    assert awaited() == {*COMMITTEE, "oriol"}


@pytest.mark.usefixtures("monday")
def test_two_of_the_committee_refuse_and_the_money_is_free_again():
    ticket = ask_for("2000")
    decide("mireia")
    decide("carmen", Verdict.REJECT, "Este trimestre no.")
    assert not reload(ticket).ended
    assert reservations(ticket) == [("4000.00", "reserved")]
    decide("ignacio", Verdict.REJECT, "Esperemos a julio.")
    assert (reload(ticket).outcome, reservations(ticket)) == (Outcome.DECLINED, [("4000.00", "released")])
    assert standing_of(ENGINEERING).left == 60000
    ended = ticket.stream.entries.get(type="ticket.cancelled").payload["text"]
    assert "Esta vez no se aprueba «Laboratorio de ciclos»" in ended
    assert "Esperemos a julio." in ended


@pytest.mark.usefixtures("monday")
def test_the_owner_of_the_cost_centre_alone_can_refuse():
    ticket = ask_for("2000")
    decide("mireia")
    decide("oriol", Verdict.REJECT, "Ya está en el plan de 2028.")
    assert (reload(ticket).outcome, awaited()) == (Outcome.DECLINED, set())


@pytest.mark.usefixtures("monday")
def test_one_of_the_committee_is_away_and_the_others_do():
    enter_absence(
        actor=person("carmen"),
        person=person("carmen"),
        from_on=date(2027, 3, 1),
        until_on=date(2027, 3, 12),
        delegate=None,
    )
    ask_for("2000")
    decide("mireia")
    assert awaited() == {"ignacio", "begona", "oriol"}


@pytest.mark.usefixtures("monday")
def test_not_enough_budget_asks_the_cost_centre_first_and_no_ends_it():
    ticket = ask_for("31000")
    assert reservations(ticket) == []
    assert awaited() == {"oriol"}
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("oriol").shown}
    assert shown["outputs.budget.short"] == "2.000,00\xa0€"
    decide("oriol", Verdict.REJECT, "No hay.")
    assert reload(ticket).outcome == Outcome.DECLINED


def test_the_board_decides_on_its_next_day_and_may_leave_it_for_the_one_after():
    with clock.frozen(MONDAY):
        ticket = to_the_board()
        assert "18 de marzo de 2027" in words_to("pau")
    with clock.frozen(BOARD - timedelta(minutes=1)):
        sweep()
        assert "minutes" not in steps(ticket)
    with clock.frozen(BOARD):
        sweep()
        assert task_of("beatriz", "minutes").due_at.date() == BOARD.date()
        with pytest.raises(Invalid) as refused:
            do("beatriz", "minutes", decision="postponed")
        assert list(refused.value.fields) == ["reason"]
        do("beatriz", "minutes", decision="postponed", reason="Faltan presupuestos.")
    with clock.frozen(BOARD + timedelta(days=1)):
        sweep()
        run_jobs()
        assert "22 de abril de 2027" in words_to("pau")
        assert reservations(ticket) == [("30000.00", "reserved")]
    with clock.frozen(NEXT_BOARD - timedelta(minutes=1)):
        sweep()
        assert not queries.open_tasks(person("beatriz")).exists()
    with clock.frozen(NEXT_BOARD):
        sweep()
        do("beatriz", "minutes", decision="approved")
        assert task_of("pablo", "order")


def test_the_board_refuses_and_the_money_is_free_again():
    with clock.frozen(MONDAY):
        ticket = to_the_board()
    with clock.frozen(BOARD):
        sweep()
        do("beatriz", "minutes", decision="rejected", reason="Primero Getafe.")
        ticket = reload(ticket)
        assert (ticket.outcome, reservations(ticket)) == (Outcome.DECLINED, [("30000.00", "released")])
        ended = ticket.stream.entries.get(type="ticket.cancelled").payload["text"]
        assert ended == "El Consejo no lo aprueba: Primero Getafe."


@pytest.mark.usefixtures("monday")
def test_withdrawn_on_the_way_to_the_board_the_money_is_free_again():
    ticket = to_the_board()
    cancel(actor=person("pau"), ticket=reload(ticket))
    assert standing_of(ENGINEERING).left == 60000


@pytest.mark.usefixtures("monday")
def test_what_is_too_small_and_quotes_that_are_missing_are_said_where_they_belong():
    with pytest.raises(Invalid) as small:
        ask_for("400")
    assert "Pídelo a Compras" in str(small.value.fields["items"])
    with pytest.raises(Invalid) as missing:
        ask_for("4000", quotes=[])
    assert list(missing.value.fields) == ["quotes"]
