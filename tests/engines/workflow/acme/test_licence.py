"""A software licence (S094): manager, Procurement, IT; a cheap one skips Procurement, and the map says why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    correct,
    decide,
    do,
    reload,
    steps,
    sweep,
    task_of,
    told,
)
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import asked_of, changes_in, open_tasks
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.surfaces.ui.linemap import stations
from ventanilla.surfaces.ui.tickets.course import way_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

DEAR = {"product": "photo-studio", "reason": "Retocar las fotos de la feria."}
CHEAP = {"product": "pdf-editor", "reason": "Firmar contratos."}


def test_a_dear_licence_goes_by_manager_procurement_and_it():
    ticket = ask("ana", "software-licence", **DEAR)
    assert steps(ticket) == {"manager": "active"}
    decide("marta")
    assert not open_tasks(person("luis")).filter(step__block="install").exists()
    bought = task_of("pablo", "purchase")
    assert pick(bought.instructions, ["es"]) == (
        "Compra una licencia de Estudio de fotografía de Lumen para Ana Ruiz Velasco. "
        "El precio previsto es de 289,00\xa0€ al año."
    )
    with pytest.raises(Invalid):
        do("pablo", "purchase")
    do("pablo", "purchase", order="PO-77")
    install = task_of("luis", "install")
    assert "PO-77" in str(install.shown)
    do("luis", "install", note="Entra con tu usuario.")
    ticket = reload(ticket)
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.FULFILLED)
    done = ticket.stream.entries.get(type="ticket.resolved")
    assert "Entra con tu usuario." in done.payload["text"]
    assert "Estudio de fotografía" in done.payload["text"]


def test_a_cheap_licence_skips_procurement_by_the_lists_column_and_the_map_says_why():
    ticket = ask("ana", "software-licence", **CHEAP)
    foreseen = {station.id: station for station in stations(way_of(ticket, ticket.requester))}
    assert foreseen["purchase"].state == "skipped"
    decide("marta")
    assert steps(ticket) == {"manager": "done", "price": "done", "install": "active"}
    drawn = {station.id: station for station in stations(way_of(reload(ticket), ticket.requester))}
    assert (drawn["purchase"].state, drawn["purchase"].note) == (
        "skipped",
        "Cuesta menos de 100 €, así que no pasa por Compras.",
    )
    assert [station.id for station in stations(way_of(ticket, ticket.requester))].index("purchase") == 2
    assert not Task.objects.filter(ticket=ticket, step__block="purchase").exists()


def test_a_list_that_is_changed_later_changes_nothing_for_those_who_asked():
    ticket = ask("ana", "software-licence", **CHEAP)
    answers = ticket.answer_sets.get()
    assert answers.rows["product"]["cost"] == {"amount": "59.00", "currency": "EUR"}


def test_returned_once_corrected_and_on_with_what_changed_for_the_approver():
    ticket = ask("ana", "software-licence", **DEAR)
    decide("marta", Verdict.RETURN, "¿No te basta el de PDF?")
    correct("ana", **CHEAP)
    again = approval_of("marta")
    changed = [(change.label, change.old, change.new) for change in changes_in(again)]
    assert changed == [
        (
            "¿Qué programa necesitas?",
            "Estudio de fotografía",
            "Editor de PDF · firmar, unir y corregir",
        ),
        ("¿Para qué lo vas a usar?", "Retocar las fotos de la feria.", "Firmar contratos."),
    ]
    shown = {line["id"]: pick(line["text"], ["es"]) for line in again.shown}
    assert shown == {
        "product": "Editor de PDF · firmar, unir y corregir",
        "product.cost": "59,00\xa0€",
        "reason": "Firmar contratos.",
    }
    decide("marta")
    assert "install" in steps(ticket)


def test_rejected_it_ends_declined_with_the_reason():
    ticket = ask("ana", "software-licence", **DEAR)
    decide("marta", Verdict.REJECT, "Este año no.")
    ticket = reload(ticket)
    assert (ticket.outcome, steps(ticket)["manager"]) == (Outcome.DECLINED, "done")


def test_nobody_decides_it_goes_up_and_in_the_end_to_the_owner():
    with clock.frozen(MONDAY):
        ticket = ask("ana", "software-licence", **DEAR)
    with clock.frozen(MONDAY + timedelta(days=3)):
        sweep()
        assert approval_of("elena").pk == approval_of("marta").pk
    with clock.frozen(MONDAY + timedelta(days=20)):
        sweep()
        assert steps(ticket)["manager~owner"] == "active"
        decide("gabriel")
    assert "purchase" in steps(ticket)


def test_the_promise_moves_with_a_correction_and_says_why():
    with clock.frozen(MONDAY):
        ticket = ask("ana", "software-licence", **DEAR)
        first = reload(ticket).promised_at
    with clock.frozen(MONDAY + timedelta(days=1)):
        decide("marta", Verdict.RETURN, "¿Para qué?")
    with clock.frozen(MONDAY + timedelta(days=3)):
        correct("ana", **{**DEAR, "reason": "Para la feria de mayo."})
    ticket = reload(ticket)
    assert (first.day, ticket.promised_at.day) == (9, 11)  # it waited from Tuesday to Thursday
    moved = ticket.stream.entries.get(type="workflow.promise_moved")
    assert moved.payload["because"] == "returned"
    clock_of_resolution = ticket.clocks.get(kind="resolution")
    assert clock_of_resolution.due_at == ticket.promised_at


def test_who_asked_hears_at_each_stage_and_only_once():
    ask("ana", "software-licence", **DEAR)
    assert told("ana") == []
    decide("marta")
    assert len(told("ana")) == 1
    do("pablo", "purchase", order="PO-77")
    assert len(told("ana")) == 1
    do("luis", "install")
    assert len(told("ana")) == 1
    assert not asked_of(person("ana")).exists()
