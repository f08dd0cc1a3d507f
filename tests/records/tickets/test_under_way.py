"""The index of access knows which tickets are under way."""

from __future__ import annotations

import pytest

from tests import factories
from tests.engines.workflow.laptop import PACKAGE, World, world
from ventanilla.core.people.models import Person
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.access import grant
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import mine
from ventanilla.records.tickets.stages import stage_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world(package={**PACKAGE, "workflow": []})


def under_way(person: Person) -> tuple[list[Ticket], list[Ticket], int]:
    """What is under way, what is over, and how many are counted."""
    going, over = mine(person, ended=False), mine(person, ended=True)
    return [row.ticket for row in going.items], [row.ticket for row in over.items], stage_counts(person).all


def test_a_request_moves_between_what_is_under_way_and_what_is_over(w: World) -> None:
    ticket = actions.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    assert under_way(w.ana) == ([ticket], [], 1)
    actions.resolve(actor=w.luis, ticket=ticket, text="Done.")
    assert under_way(w.ana) == ([], [ticket], 0)
    actions.comment(actor=w.ana, ticket=ticket, text="Not yet.", reopen=True)
    assert under_way(w.ana) == ([ticket], [], 1)


def test_whoever_is_let_in_later_finds_it_where_it_stands(w: World) -> None:
    ticket = actions.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    actions.resolve(actor=w.luis, ticket=ticket, text="Done.")
    eva = factories.person("Eva")
    grant(Ticket.objects.get(pk=ticket.pk), f"p:{eva.pk}", Reason.PARTICIPANT)
    assert under_way(eva)[:2] == ([], [ticket])
