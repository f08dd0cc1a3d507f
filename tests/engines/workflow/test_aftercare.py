"""What comes after a request was resolved can be sent back or go wrong too, and comes to an end."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, office
from ventanilla.core.kit.errors import Conflict
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import OpenState, RunState, TaskKind, Verdict
from ventanilla.engines.workflow.models import Approval, Run, Task
from ventanilla.records.tickets.actions import amend, submit
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.linemap import stations
from ventanilla.surfaces.ui.tickets.course import way_of

pytestmark = pytest.mark.django_db

DONE = {"resolve": {"id": "done", "outcome": "fulfilled"}}
CHECK = {"approval": {"id": "check", "title": {"en": "Check"}, "seats": [{"from": "requester.manager"}]}}
LOST = {"assign_asset": {"id": "lost", "model": "no-such-model"}}
UNDONE = {"notify": {"id": "undone", "message": {"en": "It is taken back"}}}
GIVEN = {
    "notify": {"id": "given", "message": {"en": "It is yours"}, "on_cancel": [UNDONE]},
}


@pytest.fixture
def acme() -> Office:
    return office()


def asked(acme: Office, *blocks: Any) -> Ticket:
    return submit(
        actor=acme.ana, service=factories.service(workflow=list(blocks)), answers={"what": "A chair"}
    )


def is_over(ticket: Ticket) -> bool:
    return bool(Run.objects.get(ticket=ticket).state == RunState.ENDED)


def test_answers_sent_back_in_aftercare_are_corrected_and_it_goes_on(acme: Office) -> None:
    ticket = asked(acme, DONE, CHECK)
    approval = Approval.objects.get(ticket=ticket)
    manager = approval.seats.get().candidates.get()
    actions.decide(actor=manager, approval=approval, verdict=Verdict.RETURN, comment="Which chair?")
    task = Task.objects.get(ticket=ticket, kind=TaskKind.CORRECTION, state=OpenState.OPEN)

    with pytest.raises(Conflict):  # nobody corrects by themselves what is over
        amend(actor=acme.ana, ticket=ticket, answers={"what": "A red chair"})
    actions.complete(actor=acme.ana, task=task, answers={"what": "A red chair"})

    again = Approval.objects.get(ticket=ticket, state=OpenState.OPEN)
    actions.decide(actor=manager, approval=again, verdict=Verdict.APPROVE)
    ticket.refresh_from_db()
    assert (ticket.outcome, is_over(ticket)) == (Outcome.FULFILLED, True)


def test_calling_off_what_went_wrong_in_aftercare_undoes_nothing(acme: Office) -> None:
    ticket = asked(acme, GIVEN, DONE, LOST, CHECK)
    fault = Task.objects.get(ticket=ticket, kind=TaskKind.FAULT, state=OpenState.OPEN)
    who = fault.assignee or fault.team.members.first()

    actions.complete(actor=who, task=fault, answers={"choice": "cancel"}, comment="Not needed.")

    ticket.refresh_from_db()
    assert (ticket.outcome, is_over(ticket)) == (Outcome.FULFILLED, True)
    assert not ticket.run.steps.filter(block="undone").exists()
    assert not Approval.objects.filter(ticket=ticket).exists()


def test_on_the_map_it_comes_after_the_end_and_nobody_is_at_what_comes_by_itself(acme: Office) -> None:
    later = {"wait": {"id": "later", "title": {"en": "A month later"}, "for": "1 month"}}
    ticket = asked(acme, WORK, DONE, later)
    task = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
    actions.complete(actor=acme.lucia, task=task, answers={})
    ticket.refresh_from_db()
    assert [(each.id, each.state) for each in stations(way_of(ticket, acme.ana))] == [
        ("sent", "done"),
        ("work", "done"),
        ("end", "done"),
        ("later", "next"),
    ]


def test_an_end_that_has_a_title_is_the_end_under_that_title(acme: Office) -> None:
    named = {"resolve": {"id": "done", "title": {"en": "It is yours"}}}
    ticket = asked(acme, WORK, named)
    assert [each.name for each in stations(way_of(ticket, acme.ana))][2:] == ["It is yours"]
