"""When a request that came in is in progress: as soon as somebody has taken, done or decided something in it."""

from __future__ import annotations

import pytest

from tests.engines.workflow.deciding import Office, office, said
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MANAGER = {"from": "requester.manager"}


@pytest.fixture
def acme() -> Office:
    return office()


def status_of(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).status


def test_it_is_received_while_nobody_has_decided_and_in_progress_after_the_first_decision(
    acme: Office,
) -> None:
    approval = acme.ask(seats=[MANAGER, {"group": "finance"}])
    assert status_of(approval.ticket) == Status.NEW
    acme.says("marta", approval)
    assert status_of(approval.ticket) == Status.OPEN
    acme.says("carmen", approval)
    assert said(approval.ticket, "ticket.status_changed") == ["The request is in progress."]


def test_what_is_declined_at_once_was_never_in_progress(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    acme.says("marta", approval, "reject")
    assert said(approval.ticket, "ticket.status_changed") == ["The request is over."]


def test_a_task_that_is_taken_begins_it(acme: Office) -> None:
    approval = acme.ask(seats=[MANAGER])
    acme.says("marta", approval)
    Ticket.objects.filter(pk=approval.ticket_id).update(status=Status.NEW)
    task = Task.objects.get(ticket=approval.ticket)
    actions.claim(actor=acme.lucia, task=task)
    assert status_of(approval.ticket) == Status.OPEN
