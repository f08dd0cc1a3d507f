"""The promised date moves once in one action, and is told against what was told before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import TaskKind, Verdict
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MONDAY = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)
WEDNESDAY = datetime(2030, 3, 6, 9, 0, tzinfo=UTC)
FORM = [
    {
        "section": {"id": "trip", "title": {"en": "Trip"}},
        "questions": [
            {"id": "leaves", "type": "date", "label": {"en": "Leaves"}, "required": True},
            {"id": "why", "type": "short_text", "label": {"en": "Why"}},
        ],
    }
]
LEAVES = {"fact": "answers.leaves"}


@pytest.fixture
def acme() -> Office:
    return office()


def asked(acme: Office, *workflow: dict[str, Any], leaves: str = "2030-03-12", **more: Any) -> Ticket:
    given = {"form": FORM, "workflow": list(workflow), "lead_time": "4 business days", "amend_until": "begun"}
    service = factories.service(**{**given, **more})
    with clock.frozen(MONDAY):
        ticket = tickets.submit(actor=acme.ana, service=service, answers={"leaves": leaves})
    ticket.refresh_from_db()
    return ticket


def moves(ticket: Ticket) -> list[tuple[str, str, str]]:
    """What was told of the date: the reason, the day that it was, and the day that it is."""
    ticket.refresh_from_db()
    rows = ticket.stream.entries.filter(type="workflow.promise_moved").order_by("position")
    return [(row.payload["because"], row.payload["old"][:10], row.payload["new"][:10]) for row in rows]


def approval(**more: Any) -> dict[str, Any]:
    return {"approval": {"id": "boss", "seats": [{"person": "marta@acme.example"}], **more}}


def task(**more: Any) -> dict[str, Any]:
    return {"task": {"id": "book", "team": "it-equipment", **more}}


def returned_and_corrected(acme: Office, ticket: Ticket, leaves: str) -> None:
    with clock.frozen(MONDAY):
        actions.decide(
            actor=acme.marta,
            approval=Approval.objects.get(ticket=ticket),
            verdict=Verdict.RETURN,
            comment="Which day?",
        )
    correction = Task.objects.get(ticket=ticket, kind=TaskKind.CORRECTION)
    with clock.frozen(WEDNESDAY):
        actions.complete(actor=acme.ana, task=correction, answers={"leaves": leaves, "why": "Fair"})


def test_a_correction_after_a_wait_that_moves_a_step_too_is_told_once(acme: Office) -> None:
    ticket = asked(acme, approval(expire_after="4 business days"), task())
    first = ticket.promised_at.date().isoformat()  # type: ignore[union-attr]
    returned_and_corrected(acme, ticket, "2030-03-14")
    (told,) = moves(ticket)
    assert told == ("returned", first, "2030-03-12")  # Friday the 8th and two working days


def test_a_step_that_lies_after_the_wait_gives_the_day_and_the_reason(acme: Office) -> None:
    ticket = asked(acme, approval(expire_after="10 business days"), task())
    first = moves(ticket)[-1:] or [("", "", "2030-03-08")]
    before = len(moves(ticket))
    returned_and_corrected(acme, ticket, "2030-03-14")
    (told,) = moves(ticket)[before:]
    assert told == ("step", first[0][2], "2030-03-20")


def test_a_corrected_day_that_was_promised_is_told_once_with_the_steps_that_follow_it(acme: Office) -> None:
    ticket = asked(acme, task(due={"by": LEAVES, "after": "2 business days"}), ready_by=LEAVES)
    before = moves(ticket)
    with clock.frozen(WEDNESDAY):
        tickets.amend(actor=acme.ana, ticket=ticket, answers={"leaves": "2030-03-19"})
    (told,) = moves(ticket)[len(before) :]
    assert told == ("step", before[-1][2], "2030-03-21")


def test_a_corrected_day_alone_is_told_as_a_change(acme: Office) -> None:
    ticket = asked(acme, task(), ready_by=LEAVES)
    with clock.frozen(WEDNESDAY):
        tickets.amend(actor=acme.ana, ticket=ticket, answers={"leaves": "2030-03-08"})
    assert moves(ticket) == [("changed", "2030-03-12", "2030-03-08")]


def test_a_target_for_a_day_moves_the_promise_with_it(acme: Office) -> None:
    ticket = asked(acme, task(), deadlines={"resolution": {"by": LEAVES}})
    assert ticket.promised_at is not None
    assert ticket.promised_at.date().isoformat() == "2030-03-12"
    with clock.frozen(WEDNESDAY):
        tickets.amend(actor=acme.ana, ticket=ticket, answers={"leaves": "2030-03-19"})
    assert moves(ticket) == [("changed", "2030-03-12", "2030-03-19")]


def test_a_day_that_becomes_known_is_promised_from_then_on(acme: Office) -> None:
    form = [{**FORM[0], "questions": [{**FORM[0]["questions"][0], "required": False}]}]  # type: ignore[index]
    ticket = asked(acme, task(), leaves="", form=form, lead_time=None, ready_by=LEAVES)
    assert ticket.promised_at is None
    with clock.frozen(WEDNESDAY):
        tickets.amend(actor=acme.ana, ticket=ticket, answers={"leaves": "2030-03-19"})
    ticket.refresh_from_db()
    assert ticket.promised_at is not None
    assert ticket.promised_at.date().isoformat() == "2030-03-19"
    assert moves(ticket) == []


def test_a_wait_without_anything_else_moves_it_as_far_and_a_correction_that_changes_nothing_does_not(
    acme: Office,
) -> None:
    ticket = asked(acme, approval(), task())
    returned_and_corrected(acme, ticket, "2030-03-12")
    assert moves(ticket) == [("returned", "2030-03-08", "2030-03-12")]


def test_a_date_that_nobody_was_told_before_asking_is_no_change(acme: Office) -> None:
    late = task(due={"by": LEAVES, "after": "2 business days"})
    ticket = asked(acme, late, lead_time=None, deadlines={"resolution": {"by": LEAVES}})
    assert moves(ticket) == []
    assert ticket.promised_at is not None
    assert ticket.promised_at.date().isoformat() == "2030-03-14"
    told_before = asked(acme, task(due="10 business days"))
    assert moves(told_before) == [("step", "2030-03-08", "2030-03-18")]
