"""What a step can't do is a task for who keeps the service; whoever did the step before has done theirs."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import WORK, Office, office
from ventanilla.core.kit.errors import Conflict
from ventanilla.engines.workflow import actions, machine
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.perform import PERFORMERS
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

AFTER = {"task": {"id": "after", "team": "it-equipment", "title": {"es": "Después", "en": "Afterwards"}}}
TELL = {"notify": {"id": "tell", "to": "requester", "message": {"es": "Hola", "en": "Hello"}}}


@pytest.fixture
def acme() -> Office:
    return office()


def refuses(effect: Any, scene: Any) -> list[machine.Event]:
    """A performer that does something, and then can't go on: there is no other way to come by one."""
    scene.ticket.subject = "Half done"
    scene.ticket.save(update_fields=["subject"])
    raise Conflict("Somebody else has it.")


def breaks(effect: Any, scene: Any) -> list[machine.Event]:
    raise ValueError("a bug of ours")


def worked_on(acme: Office, *blocks: dict[str, Any]) -> Ticket:
    service = factories.service(workflow=[WORK, *blocks])
    ticket = submit(actor=acme.ana, service=service, answers={"what": "A chair"})
    work = Task.objects.get(ticket=ticket, state=OpenState.OPEN)
    with pytest.MonkeyPatch.context() as patched:
        for effect, stand_in in BROKEN.items():
            patched.setitem(PERFORMERS, effect, stand_in)
        actions.complete(actor=acme.lucia, task=work, answers={})
    return ticket


BROKEN: dict[type[Any], Any] = {machine.OpenTask: refuses, machine.SendMessage: breaks}


def test_it_is_a_fault_of_that_step_and_can_be_tried_again(acme: Office) -> None:
    ticket = worked_on(acme, AFTER)
    assert Task.objects.get(ticket=ticket, step__block="work").state == OpenState.DONE
    fault = Task.objects.get(ticket=ticket, kind=TaskKind.FAULT)
    assert fault.detail["problem"]["en"] == "This could not be done: Somebody else has it."
    ticket.refresh_from_db()
    assert ticket.subject != "Half done"
    actions.complete(actor=acme.lucia, task=fault, answers={"choice": "retry"})
    assert Task.objects.get(ticket=ticket, kind=TaskKind.WORK, state=OpenState.OPEN).step.block == "after"


def test_a_message_that_cannot_be_sent_is_told_and_the_request_goes_on(acme: Office) -> None:
    ticket = worked_on(acme, TELL)
    ticket.refresh_from_db()
    assert ticket.ended
    told = ticket.stream.entries.get(type="ticket.fault")
    assert told.payload["where"] == "tell"
