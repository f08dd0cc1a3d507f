"""A scholarship: sealed marks of a jury, a tie that one decides, and a payment for each year passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    correct,
    decide,
    do,
    papers,
    people,
    reload,
    reservations,
    steps,
    sweep,
    task_of,
    told,
)
from tests.engines.workflow.acme.systems import photo
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.linting import findings
from ventanilla.engines.workflow.models import Timer
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions.submit import Closed
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

LETTER = "De pequeño desmontaba los barcos de la bañera. Quiero aprender a hacerlos."
JURY = ("oriol", "marta", "begona")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


def pass_to(moment: datetime) -> Any:
    """Let the time pass, each timer at its own moment."""
    while timer := Timer.objects.filter(fired_at=None, fires_at__lte=moment).order_by("fires_at").first():
        with clock.frozen(max(timer.fires_at, clock.now())):
            sweep()
            run_jobs()
    return clock.frozen(moment)


def ask_for(who: str = "luis", **other: Any) -> Ticket:
    answers = {"kind": "university", "where": "Ingeniería naval, Cádiz", "years": 3, "amount": "2400.00"}
    return ask(who, "scholarship", **{**answers, "letter": LETTER, **other})


def name_jury(*names: str) -> None:
    do("gemma", "jury", jurors=[str(one.pk) for one in people(*names)])


def give(who: str, mark: int) -> None:
    correct(who, mark=str(mark), why="Se nota que lo ha pensado.")


def pays(ticket: Ticket) -> str:
    task = task_of("rosa", "pay")
    assert task.ticket == ticket
    do("rosa", "pay")
    return f"{pick(task.title, ['es'])}: {task.instructions['es']}"


def test_a_tie_is_decided_by_who_looks_after_it_their_manager_signs_and_it_is_paid_while_the_years_are_passed() -> (
    None
):
    ticket = ask_for()
    name_jury(*JURY)
    give("oriol", 9)
    give("marta", 4)
    assert steps(ticket)["reviews"] == "active"
    with pass_to(MONDAY + timedelta(days=14)):  # the third doesn't answer
        assert steps(ticket)["award"] == "active"
        assert reservations(ticket) == [("2400.00", "reserved")]
        shown = {line["label"]["es"]: line["text"]["es"] for line in approval_of("gemma").shown}
        assert (shown["A favor"], shown["En contra"]) == ("1", "1")
        decide("gemma", comment="Tiene madera.")
        decide("oriol")  # Gemma's manager
        run_jobs()
        assert reload(ticket).outcome == Outcome.FULFILLED
        assert reservations(ticket) == [("2400.00", "spent")]
        assert "Ingeniería naval, Cádiz" in papers()[-1]
        assert any("Beca concedida" in title for title in told("gemma"))
        assert pays(ticket).startswith("Pagar la beca · Curso 1: Curso 1 de 3: 2.400,00")
        assert "Curso 1 de la beca" in told("luis")
    with pass_to(MONDAY + timedelta(days=14 + 366)):
        correct("luis", passed=True, papers=[photo("luis", "notas.png")])
        assert pays(ticket).startswith("Pagar la beca · Curso 2")
    with pass_to(MONDAY + timedelta(days=14 + 2 * 367)):
        correct("luis", passed=False)
        assert queries.open_tasks(person("rosa")).filter(ticket=ticket).count() == 0
        assert steps(ticket)["years"] == "done"


def test_more_against_than_in_favour_ends_it_kindly_and_neither_side_learns_who_the_other_is() -> None:
    ticket = ask_for()
    with pytest.raises(Invalid):
        name_jury("luis", "marta", "oriol")
    with pytest.raises(Invalid):
        name_jury("gabriel", "marta", "oriol")  # Luis's manager
    name_jury(*JURY)
    browser = Client()
    browser.force_login(person("marta"))
    page = browser.get(f"/requests/{ticket.number}/tasks/{queries.asked_of(person('marta')).get().pk}/")
    assert LETTER in page.content.decode()
    assert "Luis" not in page.content.decode()
    assert browser.get(f"/requests/{ticket.number}/").status_code == 404
    for name, mark in zip(JURY, (8, 5, 3), strict=True):
        give(name, mark)
    assert reload(ticket).outcome == Outcome.DECLINED
    assert reservations(ticket) == []
    browser.force_login(person("luis"))
    own = browser.get(f"/requests/{ticket.number}/").content.decode()
    assert "1 de 3 votos a favor" in own
    assert not [name for name in ("Begoña", "Oriol", "Gemma") if name in own]


def test_who_manages_those_who_decide_and_asks_is_decided_for_from_above() -> None:
    ask_for("oriol")
    name_jury("marta", "begona", "raul")
    for name in ("marta", "begona", "raul"):
        give(name, 8)
    decide("gemma")
    assert approval_of("elena").ticket.requester == person("oriol")


def test_it_is_asked_for_in_the_first_twenty_days_and_within_the_limit_of_its_kind() -> None:
    with pytest.raises(Invalid) as refused:
        ask_for(amount="3000.01")
    assert list(refused.value.fields) == ["amount"]
    with clock.frozen(MONDAY + timedelta(days=20)), pytest.raises(Closed):
        ask_for()


def test_nothing_is_found_in_it_by_those_who_check_services() -> None:
    live = Service.objects.get(slug="scholarship").live_version
    assert live is not None
    assert [found.code for found in findings(package_of(live))] == []
