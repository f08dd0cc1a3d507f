"""How a finished request was: said once by who asked, changeable until it is closed, kept in the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.feedback.actions import LONGEST, rate
from ventanilla.records.feedback.models import Rating
from ventanilla.records.feedback.policies import may_rate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis(db: None) -> Person:
    it = factories.department("it", calendar=factories.calendar())
    person = factories.with_role(Role.AGENT, it, "Luis")
    factories.team("it-equipment", person)
    return person


@pytest.fixture
def ana(luis: Person) -> Person:
    return factories.person("Ana")


@pytest.fixture
def done(ana: Person, luis: Person) -> Ticket:
    ticket = tickets.submit(actor=ana, service=factories.service(service="thing"), answers={})
    return tickets.resolve(actor=luis, ticket=ticket, outcome=Outcome.FULFILLED)


def said(ticket: Ticket) -> list[tuple[str, str]]:
    with override("en"):
        rows = Entry.objects.filter(stream=ticket.stream, type="feedback.rated").order_by("position")
        return [(entry.what.say("Ana"), entry.what.detail()) for entry in rows]


def test_it_is_kept_once_and_every_change_stands_in_the_history(ana: Person, done: Ticket) -> None:
    rate(actor=ana, ticket=done, mark=2, comment=" It took long.\r\nVery. ")
    rate(actor=ana, ticket=done, mark=2, comment="It took long.\nVery.")
    rate(actor=ana, ticket=done, mark=5)
    row = Rating.objects.get()
    assert (row.ticket_id, row.person_id, row.mark, row.comment) == (done.pk, ana.pk, 5, "")
    assert said(done) == [
        ("Ana said how it was: Bad (2 of 5).", "It took long.\nVery."),
        ("Ana changed how it was: Very good (5 of 5).", ""),
    ]


@pytest.mark.parametrize(
    ("mark", "comment", "field"), [(0, "", "mark"), (6, "", "mark"), (4, "x" * (LONGEST + 1), "comment")]
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    ana: Person, done: Ticket, mark: int, comment: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        rate(actor=ana, ticket=done, mark=mark, comment=comment)
    assert list(refused.value.fields) == [field]
    assert not Rating.objects.exists()


def test_only_who_asked_says_it(ana: Person, luis: Person, done: Ticket) -> None:
    with pytest.raises(NotAllowed):
        rate(actor=luis, ticket=done, mark=5)
    with pytest.raises(NotFound):
        rate(actor=factories.person("Otto"), ticket=done, mark=5)
    assert not may_rate(luis, done)


ENDS: list[Callable[[Person, Person, Ticket], Any]] = [
    lambda ana, luis, ticket: tickets.comment(actor=ana, ticket=ticket, text="Still broken", reopen=True),
    lambda ana, luis, ticket: Ticket.objects.filter(pk=ticket.pk).update(status=Status.CLOSED),
    lambda ana, luis, ticket: Ticket.objects.filter(pk=ticket.pk).update(outcome=Outcome.DECLINED),
]


@pytest.mark.parametrize("change", ENDS, ids=["open again", "closed for good", "declined"])
def test_it_is_said_while_it_is_done_and_not_closed_for_good(
    ana: Person, luis: Person, done: Ticket, change: Callable[[Person, Person, Ticket], Any]
) -> None:
    rate(actor=ana, ticket=done, mark=4)
    change(ana, luis, done)
    with pytest.raises(Conflict):
        rate(actor=ana, ticket=done, mark=1)
    assert Rating.objects.get().mark == 4
