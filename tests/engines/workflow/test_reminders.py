"""Who has something to do that no step reminds of is reminded every working day until it is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, office, said
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.hearers import hearers
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.correcting import ask_correction
from ventanilla.engines.workflow.actions.tending import tend
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.desk.waiting import waits_words

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2027, 2, 26, 8, 0, tzinfo=UTC)  # nine in the morning in Madrid
MONDAY_EVENING = FRIDAY + timedelta(days=3, hours=8, minutes=1)
MANAGER = {"from": "requester.manager"}
REMINDED = "workflow.task_reminded"


@pytest.fixture
def acme() -> Office:
    made = office()
    directory.grant_role(made.lucia, Role.AGENT, department=made.lucia.department, actor=None)
    return made


def tend_at(at: datetime) -> int:
    with clock.frozen(at):
        return tend()


def asked(acme: Office) -> tuple[Ticket, Task]:
    """A correction that Lucia asks for by hand on Friday morning."""
    with clock.frozen(FRIDAY):
        ticket = acme.ask(seats=[MANAGER]).ticket
        task = ask_correction(actor=acme.lucia, ticket=ticket, text="Which chair?")
    return ticket, task


def test_who_has_to_correct_a_request_is_reminded_every_working_day(acme: Office) -> None:
    ticket, task = asked(acme)
    assert tend_at(FRIDAY + timedelta(hours=8)) == 0
    assert tend_at(FRIDAY + timedelta(days=2)) == 0, "nothing on Sunday"
    assert tend_at(MONDAY_EVENING) == 1
    assert tend_at(MONDAY_EVENING + timedelta(minutes=9)) == 0, "once"
    assert tend_at(MONDAY_EVENING + timedelta(days=1)) == 1
    assert said(ticket, REMINDED) == ["An answer is still missing: “Correct the request”."] * 2
    entry = ticket.stream.entries.filter(type=REMINDED).latest("pk")
    assert {hearer.person for hearer in hearers(entry, ticket)} == {acme.ana}
    task.refresh_from_db()
    with clock.frozen(MONDAY_EVENING + timedelta(days=1, hours=2)), override("en"):
        assert waits_words(task) == [
            "Waiting for Ana for 4 days (Fri Feb 26 at 09:00).",
            "2 reminders so far, the last: today at 17:01.",
        ]


@pytest.mark.parametrize("how", ["answered", "taken_back", "over"])
def test_nobody_is_reminded_of_a_correction_that_is_no_longer_awaited(acme: Office, how: str) -> None:
    ticket, task = asked(acme)
    with clock.frozen(FRIDAY + timedelta(hours=1)):
        if how == "answered":
            actions.complete(actor=acme.ana, task=task, answers={"what": "The green one"})
        elif how == "taken_back":
            actions.take_back_correction(actor=acme.lucia, ticket=ticket)
        else:
            tickets.cancel(actor=acme.ana, ticket=ticket)
    tend_at(FRIDAY + timedelta(days=4))
    assert said(ticket, REMINDED) == []


def test_who_was_asked_before_a_decision_is_reminded_until_it_lapses(acme: Office) -> None:
    with clock.frozen(FRIDAY):
        approval = acme.ask(seats=[MANAGER])
        actions.enquire(actor=acme.marta, approval=approval, text="Why?", whom=acme.carmen)
    tend_at(MONDAY_EVENING)
    assert said(approval.ticket, REMINDED) == ["An answer is still missing: “A question before deciding”."]
    tend_at(FRIDAY + timedelta(days=8))
    assert not queries.asked_of(acme.carmen).exists()
    assert len(said(approval.ticket, REMINDED)) == 1


def test_who_keeps_the_service_is_reminded_of_what_went_wrong(acme: Office) -> None:
    lost = {"assign_asset": {"id": "lost", "model": "no-such-model"}}
    with clock.frozen(FRIDAY):
        ticket = tickets.submit(
            actor=acme.ana, service=factories.service(workflow=[lost]), answers={"what": "A chair"}
        )
    tend_at(MONDAY_EVENING)
    assert said(ticket, REMINDED) == ["“Something went wrong” is still to be done."]
    entry = ticket.stream.entries.get(type=REMINDED)
    assert {hearer.person for hearer in hearers(entry, ticket)} == {acme.lucia}
