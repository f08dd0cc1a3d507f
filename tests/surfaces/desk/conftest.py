from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from tests.engines.workflow.laptop import World, fresh, world
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket


@pytest.fixture
def acme() -> Iterator[World]:
    """Ana, who asks for laptops; Luis and Lucia of IT, Felipe of Facilities, all reading English."""
    w = world(stock=9)
    Person.objects.update(language="en")
    with translation.override("en"):
        yield w


@pytest.fixture
def ask(acme: World) -> Callable[[], Ticket]:
    """Ana asks for a laptop; nobody has approved it yet."""
    return lambda: tickets.submit(actor=fresh(acme.ana), service=acme.service, answers={"model": "air-13"})


@pytest.fixture
def approved(acme: World, ask: Callable[[], Ticket]) -> Callable[[], Ticket]:
    """Ana asks, Marta approves: Facilities has to prepare the desk."""

    def make() -> Ticket:
        ticket = ask()
        approval = queries.open_approvals(fresh(acme.marta)).get(ticket=ticket)
        actions.decide(
            actor=fresh(acme.marta), approval=approval, verdict=Verdict.APPROVE, digest=approval.digest
        )
        return ticket

    return make


@pytest.fixture
def at_desk() -> Callable[[Person], Client]:
    """A browser in which this person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(fresh(person))
        return client

    return signed_in


def task_of(person: Person, ticket: Ticket) -> Task:
    """The work on `ticket` that waits for this person or their teams."""
    return queries.desk_tasks(fresh(person)).get(ticket=ticket)
