"""A seat where nobody can be found leaves the decision to the others, as long as these are enough."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, asked_now, office, said
from ventanilla.core.directory import actions as directory
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.queries.explaining import explanations
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db

EMPTY = "So that seat stays empty, and the others decide."


@pytest.fixture
def acme() -> Office:
    return office()


def nobody(acme: Office) -> dict[str, Any]:
    """A seat where nobody can be found: everybody to whom it would fall is left out."""
    return {"lead_of": "it-equipment", "but": [acme.lucia.email]}


def one(acme: Office, who: str) -> dict[str, Any]:
    """A seat that falls to nobody else but whoever stands above."""
    return {"person": getattr(acme, who).email, "but": [acme.lucia.email]}


def test_the_others_decide_and_the_request_says_why(acme: Office) -> None:
    approval = acme.ask(seats=[nobody(acme), one(acme, "pablo"), one(acme, "nuria")], need=1)
    assert asked_now(approval) == {"Pablo", "Nuria"}
    (told,) = said(approval.ticket, "workflow.approval_asked")
    assert told.endswith(f"Nobody else could be found. {EMPTY}")
    with override("en"):
        told_in_full = explanations(approval.ticket, acme.lucia, full=True)
    (full,) = [one for one in told_in_full if one.kind == "approvers"]
    assert [line.strip() for line in full.lines].count(EMPTY) == 1
    acme.says("pablo", approval, "reject")
    assert Approval.objects.get(pk=approval.pk).outcome == ""
    acme.says("nuria", approval)
    assert Approval.objects.get(pk=approval.pk).outcome == "approved"


def test_the_no_of_those_who_are_left_decides(acme: Office) -> None:
    approval = acme.ask(seats=[nobody(acme), one(acme, "pablo"), one(acme, "nuria")], need=2)
    acme.says("pablo", approval, "reject")
    assert Approval.objects.get(pk=approval.pk).outcome == "rejected"


def test_in_order_the_turn_passes_by_an_empty_seat(acme: Office) -> None:
    seats = [one(acme, "pablo"), nobody(acme), one(acme, "nuria")]
    approval = acme.ask(seats=seats, need=2, in_order=True)
    acme.says("pablo", approval)
    assert asked_now(approval) == {"Nuria"}


def test_too_few_for_what_is_needed_are_a_task_of_the_owner(acme: Office) -> None:
    service = acme.service(seats=[nobody(acme), one(acme, "pablo")])
    ticket = submit(actor=acme.ana, service=service, answers={"what": "A chair"})
    assert ticket.tasks.get(kind="fault").detail["code"] == "no_approver"
    assert not Approval.objects.filter(ticket=ticket).exists()


def test_a_seat_that_becomes_empty_leaves_it_to_the_others_while_they_are_enough(acme: Office) -> None:
    approval = acme.ask(seats=[one(acme, "pablo"), one(acme, "nuria"), one(acme, "carmen")], need=2)
    directory.change(acme.pablo, actor=None, is_active=False)
    reseat_after_change("person", acme.people["pablo"].pk)
    assert asked_now(approval) == {"Nuria", "Carmen"}
    (told,) = said(approval.ticket, "workflow.approval_moved")
    assert told.startswith("“Go-ahead” waits no longer for Pablo.")
    assert told.endswith(EMPTY)
    assert reseat_after_change("person", acme.people["pablo"].pk) == 0
    directory.change(acme.nuria, actor=None, is_active=False)
    reseat_after_change("person", acme.people["nuria"].pk)
    approval.refresh_from_db()
    assert approval.state == OpenState.CANCELLED
    assert approval.ticket.tasks.get(kind="fault").detail["code"] == "no_approver"


def test_a_later_seat_that_becomes_empty_is_told_and_filled_again(acme: Office) -> None:
    approval = acme.ask(seats=[one(acme, "pablo"), one(acme, "nuria")], need=1, in_order=True)
    directory.change(acme.nuria, actor=None, is_active=False)
    reseat_after_change("person", acme.people["nuria"].pk)
    assert asked_now(approval) == {"Pablo"}
    (told,) = said(approval.ticket, "workflow.approval_moved")
    assert told.startswith("Nobody can be found any more for one of those who decide “Go-ahead”.")
    directory.change(acme.nuria, actor=None, is_active=True)
    reseat_after_change("person", acme.people["pablo"].pk)
    assert [seat.reasons for seat in approval.seats.order_by("position")] == [[], []]


def test_what_was_decided_keeps_the_seat_when_they_leave(acme: Office) -> None:
    approval = acme.ask(seats=[one(acme, "pablo"), one(acme, "nuria")])
    acme.says("pablo", approval)
    directory.change(acme.pablo, actor=None, is_active=False)
    reseat_after_change("person", acme.people["pablo"].pk)
    assert said(approval.ticket, "workflow.approval_moved") == []
    acme.says("nuria", approval)
    assert Approval.objects.get(pk=approval.pk).outcome == "approved"


def test_played_through_it_goes_on_without_the_empty_seat(acme: Office) -> None:
    block = {
        "id": "go",
        "title": {"es": "Visto bueno", "en": "Go-ahead"},
        "seats": [nobody(acme), one(acme, "pablo")],
        "need": 1,
    }
    service = factories.service(workflow=[{"approval": block}, WORK])
    assert service.live_version
    played = simulate(package=package_of(service.live_version), person=acme.ana, answers={"what": "A chair"})
    (met,) = [one for one in played.happenings if one.kind == "approval"]
    assert [(seat.people, "seat_empty" in seat.reasons) for seat in met.seats] == [
        ((), True),
        (("Pablo",), False),
    ]
    assert not [one for one in played.happenings if one.kind == "fault"]
