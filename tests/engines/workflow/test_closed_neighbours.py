"""A workflow that asks for another service while that one is closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.kit import clock
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.children import create_child
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.engines.workflow.runtime.simulation import choices_from, simulate
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

CLOSED = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)
OPEN = datetime(2030, 4, 1, 9, 0, tzinfo=UTC)
ASK = {"create_ticket": {"id": "child", "service": "periodic"}}


@pytest.fixture
def acme() -> Office:
    return office()


def asked(acme: Office, window: dict[str, str]) -> Ticket:
    factories.service(service="periodic", open=[window])
    with clock.frozen(CLOSED):
        ticket = tickets.submit(actor=acme.ana, service=factories.service(workflow=[ASK]), answers={})
    make(acme, ticket, CLOSED)
    return ticket


def make(acme: Office, ticket: Ticket, at: datetime) -> Ticket | None:
    step = Step.objects.filter(run__ticket=ticket, block="child").latest("pk")
    with clock.frozen(at):
        return create_child(
            step=step, service="periodic", asked_by=acme.ana, requested_for=acme.ana, answers={}, wait=True
        )


def fault(ticket: Ticket) -> Task:
    return Task.objects.get(ticket=ticket, kind=TaskKind.FAULT)


def test_its_owner_is_told_in_their_language_when_it_opens_and_tries_again_then(acme: Office) -> None:
    ticket = asked(acme, {"from": "2030-04-01"})
    words = "The other service can't be asked for now. It opens on {}: try again then."
    assert words.format("1 April 2030") in str(fault(ticket).detail["problem"]["en"])
    assert "Abre el 1 de abril de 2030: inténtalo otra vez entonces." in str(
        fault(ticket).detail["problem"]["es"]
    )
    with clock.frozen(OPEN):
        actions.complete(actor=ticket.service.owner, task=fault(ticket), answers={"choice": "retry"})
    child = make(acme, ticket, OPEN)
    assert child is not None
    assert Step.objects.filter(run__ticket=ticket, block="child").latest("pk").state == "active"


def test_one_that_never_opens_again_has_its_words_too(acme: Office) -> None:
    ticket = asked(acme, {"until": "2029-12-31"})
    assert "The other service can't be asked for at the moment." in str(fault(ticket).detail["problem"]["en"])


@pytest.mark.parametrize(
    ("window", "at", "words"),
    [
        ({"from": "2030-04-01"}, CLOSED, "It opens on 1 April 2030"),
        ({"until": "2029-12-31"}, CLOSED, "can't be asked for at the moment"),
        ({"from": "2030-04-01"}, OPEN, ""),
    ],
)
def test_trying_it_out_says_so_too(acme: Office, window: dict[str, str], at: datetime, words: str) -> None:
    factories.service(service="periodic", open=[window])
    service = factories.service(workflow=[ASK])
    assert service.live_version is not None
    with override("en"), clock.frozen(at):
        package = package_of(service.live_version)
        played = simulate(
            package=package, person=acme.ana, answers={}, choices=choices_from({}, package), at=at
        )
    at_child = [each.kind for each in played.happenings if each.block == "child"]
    assert at_child == (["work", "fault"] if words else ["work"])
    faults = [each for each in played.happenings if each.kind == "fault"]
    assert [each.who for each in faults] == ([(service.owner.name,)] if words else [])
    assert all(words in each.text for each in faults)
    assert (played.outcome == "") == bool(words)


def test_a_service_that_opens_while_it_is_played_is_asked_for(acme: Office) -> None:
    factories.service(service="periodic", open=[{"from": "2030-04-01"}])
    service = factories.service(workflow=[{"wait": {"id": "month", "for": "30 days"}}, ASK])
    assert service.live_version is not None
    with override("en"), clock.frozen(CLOSED):
        package = package_of(service.live_version)
        played = simulate(
            package=package, person=acme.ana, answers={}, choices=choices_from({}, package), at=CLOSED
        )
    assert "fault" not in [each.kind for each in played.happenings]
