"""Every month at each site: point by point, mended and looked at again, until a report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import MONDAY, ask, do, papers, reload, steps, task_of
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions import schedules
from ventanilla.engines.workflow.models import Schedule
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

FEBRUARY = datetime(2027, 2, 15, 9, tzinfo=UTC)
OFFICE = ["exits", "extinguishers", "first-aid", "lights", "wiring"]


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "felipe", **other: object) -> Ticket:
    return ask(who, "safety-inspection", **{"site": "hq", "reason": "works", **other})


def point(block: str, item: str, who: str = "felipe", **answers: object) -> None:
    """What is done about one point."""
    (task,) = queries.open_tasks(person(who)).filter(step__block=block, step__iteration__0=item)
    actions.complete(actor=person(who), task=task, answers=answers)


def points(who: str = "felipe", block: str = "look") -> list[str]:
    found = queries.open_tasks(person(who)).filter(step__block=block)
    return sorted(task.step.iteration[0] for task in found)


def all_fine(*but: str) -> None:
    for item in points():
        if item not in but:
            point("look", item, state="fine")


@pytest.mark.usefixtures("monday")
def test_the_points_are_those_of_the_kind_of_site():
    ask_for()
    assert points() == OFFICE
    titles = {pick(task.title, ["es"]) for task in queries.open_tasks(person("felipe"))}
    assert any("Cables y enchufes sin daños" in title for title in titles)
    ask_for(site="getafe")
    assert {"racks", "forklifts"} < set(points())


@pytest.mark.usefixtures("monday")
def test_all_is_fine_it_is_signed_and_the_report_says_so():
    ticket = ask_for()
    all_fine()
    do("manuel", "sign", remarks="Sin novedad.")
    run_jobs()
    ticket = reload(ticket)
    assert ticket.outcome == Outcome.FULFILLED
    (text,) = papers()
    assert "Inspección de seguridad · Sede central" in text
    assert "Puntos revisados: 5. Hallazgos: 0. Sin cerrar: 0." in text
    assert "Sin novedad." in text


@pytest.mark.usefixtures("monday")
def test_a_finding_is_mended_and_looked_at_until_it_is_closed():
    ticket = ask_for()
    all_fine("exits", "lights")
    with pytest.raises(Invalid) as refused:
        point("look", "exits", state="finding")
    assert list(refused.value.fields) == ["finding"]
    point("look", "exits", state="finding", finding="Hay cajas delante de la salida.")
    point("look", "lights", state="finding", finding="No enciende la del pasillo.")
    (mend,) = queries.open_tasks(person("eva")).filter(step__block="mend", step__iteration__0="exits")
    assert "Hay cajas delante de la salida." in pick(mend.instructions, ["es"])
    point("mend", "exits")
    point("verify", "exits", closed=True)
    point("mend", "lights")
    point("verify", "lights", closed=False, why="Sigue sin luz.")
    (again,) = queries.open_tasks(person("eva")).filter(step__block="mend")
    assert "Sigue sin luz." in pick(again.instructions, ["es"])
    assert steps(ticket)["points"] == "active"
    point("mend", "lights")
    point("verify", "lights", closed=True)
    do("manuel", "sign")
    run_jobs()
    report = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
    assert "con 0 hallazgos sin cerrar" in report
    (text,) = papers()
    assert "Hallazgos: 2" in text
    assert "E1: Hay cajas delante de la salida.; E3: No enciende la del pasillo." in text


@pytest.mark.usefixtures("monday")
def test_three_repairs_are_the_most_then_the_area_is_closed_off_and_the_report_says_open():
    ticket = ask_for()
    all_fine("wiring")
    point("look", "wiring", state="finding", finding="Enchufe quemado.")
    for _turn in range(3):
        point("mend", "wiring")
        point("verify", "wiring", closed=False, why="Sigue quemado.")
    assert points(block="mend") == []
    closing = task_of("manuel", "close-off")
    assert pick(closing.instructions, ["en"]) == "Three repairs weren't enough: Enchufe quemado."
    do("manuel", "close-off")
    do("manuel", "sign")
    run_jobs()
    report = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
    assert "con 1 hallazgos sin cerrar" in report


def test_on_the_first_working_day_it_begins_once_at_each_site():
    service = Service.objects.get(slug="safety-inspection")
    Schedule.objects.filter(service=service).update(next_at=None)  # as if the service began in February
    with clock.frozen(FEBRUARY):
        schedules.plan(service=service)
    row = Schedule.objects.get(service=service)
    assert row.next_at == datetime(2027, 3, 1, 7, tzinfo=UTC)
    for _twice in range(2):
        with clock.frozen(row.next_at + timedelta(minutes=1)):
            schedules.start_due()
            run_jobs()
    begun = Ticket.objects.filter(service=service)
    assert {ticket.requester for ticket in begun} == {person("manuel")}
    assert begun.count() == 3
    row.refresh_from_db()
    assert (row.problem, row.next_at) == ("", datetime(2027, 4, 1, 6, tzinfo=UTC))
    assert points("montse").count("exits") == 1, "Barcelona looks at its own office"
    assert points("eva").count("exits") == 2


def test_outside_the_campaigns_only_the_safety_group_asks():
    with clock.frozen(FEBRUARY):
        ask_for()
        with pytest.raises(Invalid) as refused:
            ask_for("rosa")
        assert "grupo de seguridad" in str(refused.value.fields["site"]) or "safety group" in str(
            refused.value.fields["site"]
        )
    with clock.frozen(MONDAY):
        ask_for("rosa")
        with pytest.raises(NotAllowed):
            ask_for("ana")
