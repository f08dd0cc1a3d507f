"""Changing department: both managers, the accesses at IT and the desk at the same time, and what is closed that day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.engines.workflow.acme.office import MONDAY, decide, do, reload, steps, sweep, task_of, told
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.actions import Terms, give
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.actions import cancel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

THE_DAY = "2027-03-17"
SEVEN = datetime(2027, 3, 17, 7, 0, tzinfo=UTC)


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "ana", **other: object) -> Ticket:
    """Ana moves from Marketing to Sales and keeps one access."""
    given = {
        "area": "sales",
        "new_manager": str(person("raul").pk),
        "from_on": THE_DAY,
        "reason": "Se hace cargo de los casos de cliente.",
        "place": "floor-3",
        "keep": [{"access": "crm", "until": "2027-12-31"}],
        **other,
    }
    ticket = tickets.submit(
        actor=person(who),
        service=Service.objects.get(slug="department-change"),
        answers=given,
        requested_for=person("ana"),
        language="es",
    )
    run_jobs()
    return ticket


def child_of(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(service__slug="access-change", parent=ticket)


def agreed() -> Ticket:
    ticket = ask_for()
    decide("marta")
    decide("raul")
    run_jobs()
    return ticket


def has(*accesses: str) -> None:
    other = tickets.submit(
        actor=person("ana"), service=Service.objects.get(slug="work-letter"), answers={"to": "x"}
    )
    for access in accesses:
        give(ticket=other, holder=person("ana"), access=access, label={"es": access}, terms=Terms())


@pytest.mark.usefixtures("monday")
def test_both_managers_are_asked_at_once_and_one_is_not_enough():
    ticket = ask_for()
    for name in ("marta", "raul"):
        assert queries.open_approvals(person(name)).count() == 1, name
    decide("raul")
    assert steps(ticket)["both"] == "active"
    assert not Ticket.objects.filter(parent=ticket).exists()
    decide("marta")
    run_jobs()
    assert {steps(ticket)[name] for name in ("accesses", "desk")} == {"active"}


@pytest.mark.usefixtures("monday")
def test_either_says_no_and_nothing_begins():
    ticket = ask_for()
    decide("marta", Verdict.REJECT, "Hasta junio la necesito.")
    run_jobs()
    assert reload(ticket).outcome == Outcome.DECLINED
    assert not Ticket.objects.filter(parent=ticket).exists()
    assert "Hasta junio la necesito." in str(
        ticket.stream.entries.get(type="ticket.cancelled").payload
    ) + str(list(ticket.stream.entries.values_list("payload", flat=True)))


@pytest.mark.usefixtures("monday")
def test_asked_for_by_the_new_manager_whoever_stands_above_them_decides_beside_the_present_one():
    ticket = ask_for("raul")
    assert queries.open_approvals(person("raul")).count() == 0
    decide("marta")
    assert steps(ticket)["both"] == "active"
    decide("elena")
    assert steps(ticket)["both"] == "done"


@pytest.mark.usefixtures("monday")
def test_it_gets_a_request_with_the_rows_and_the_desk_does_not_wait_for_it():
    ticket = agreed()
    child = child_of(ticket)
    change = task_of("luis", "change")
    assert (change.ticket, child.requested_for, child.requester) == (child, person("ana"), person("rosa"))
    shown = {line["id"]: pick(line["text"], ["es"]) for line in change.shown}
    assert "Clientes (CRM)" in shown["keep"]
    assert "Ventas" in pick(change.instructions, ["es"])
    desk = task_of("felipe", "desk")
    assert desk.due_at.date() == date(2027, 3, 16)
    do("felipe", "desk", desk="3-22")
    assert steps(ticket)["accesses"] == "active"
    do("luis", "change")
    run_jobs()
    assert (reload(child).outcome, steps(ticket)["the-day"]) == (Outcome.FULFILLED, "active")


def test_on_the_day_what_is_not_kept_is_closed_and_the_desk_is_told():
    with clock.frozen(MONDAY):
        has("vpn", "crm", "folder-brand")
        ticket = agreed()
        do("luis", "change")
        do("felipe", "desk", desk="3-22")
        run_jobs()
        told("ana")
    with clock.frozen(SEVEN):
        assert len(accesses_of(person("ana"))) == 3
        sweep()
        run_jobs()
        assert [grant.access for grant in accesses_of(person("ana"))] == ["crm"]
        ticket = reload(ticket)
        assert ticket.outcome == Outcome.FULFILLED
        said = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
        assert said == "Desde hoy estás en Ventas. Tu mesa: 3-22."


def test_without_anything_to_keep_everything_is_closed():
    with clock.frozen(MONDAY):
        has("vpn", "crm")
        ask_for(keep=[])
        decide("marta")
        decide("raul")
        run_jobs()
        do("luis", "change")
        do("felipe", "desk", desk="3-22")
        run_jobs()
    with clock.frozen(SEVEN):
        sweep()
        assert accesses_of(person("ana")) == []


@pytest.mark.usefixtures("monday")
def test_declined_by_it_people_talk_to_them_and_the_change_goes_on():
    ticket = agreed()
    cancel(actor=person("luis"), ticket=child_of(ticket), outcome=Outcome.DECLINED, text="Falta la licencia.")
    run_jobs()
    talk = task_of("cristina", "talk")
    assert child_of(ticket).number in pick(talk.instructions, ["es"])
    do("cristina", "talk")
    do("felipe", "desk", desk="3-22")
    assert steps(ticket)["the-day"] == "active"


@pytest.mark.usefixtures("monday")
def test_withdrawn_the_request_at_it_is_withdrawn_too():
    ticket = agreed()
    cancel(actor=person("ana"), ticket=ticket)
    run_jobs()
    assert child_of(ticket).outcome == Outcome.WITHDRAWN
    assert not queries.open_tasks(person("felipe")).filter(ticket=ticket).exists()


@pytest.mark.usefixtures("monday")
def test_to_barcelona_the_desk_is_there():
    ask_for(place="poblenou-1")
    decide("marta")
    decide("raul")
    run_jobs()
    assert task_of("montse", "desk-barcelona").team.slug == "facilities-barcelona"


@pytest.mark.usefixtures("monday")
def test_the_present_manager_too_soon_and_the_same_access_twice_are_refused():
    with pytest.raises(Invalid) as refused:
        ask_for(new_manager=str(person("marta").pk))
    assert refused.value.fields.keys() == {"new_manager"}
    with pytest.raises(Invalid) as refused:
        ask_for(from_on="2027-03-03", keep=[{"access": "crm"}, {"access": "crm"}])
    assert "from_on" in refused.value.fields
    assert any(field.startswith("keep.1") for field in refused.value.fields)
