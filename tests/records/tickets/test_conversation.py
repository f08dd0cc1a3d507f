from __future__ import annotations

import pytest

from tests.engines.workflow.laptop import fresh, world
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import Outcome, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world()


@pytest.fixture
def ticket(w):
    return actions.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})


def status(ticket) -> str:
    ticket.refresh_from_db()
    return ticket.status


def test_a_thank_you_leaves_a_resolved_request_as_it_is(w, ticket):
    actions.resolve(actor=w.luis, ticket=ticket)
    actions.comment(actor=w.ana, ticket=ticket, text="¡Gracias!")
    assert status(ticket) == Status.RESOLVED


def test_saying_that_it_is_not_solved_opens_it_again(w, ticket):
    actions.resolve(actor=w.luis, ticket=ticket)
    actions.comment(actor=fresh(w.ana), ticket=ticket, text="Sigue igual.", reopen=True)
    assert status(ticket) == Status.OPEN
    assert (ticket.outcome, ticket.resolved_at) == ("", None)


def test_what_was_declined_is_not_opened_by_a_message(w, ticket):
    actions.cancel(actor=w.luis, ticket=ticket, outcome=Outcome.DECLINED, text="No hay.")
    actions.comment(actor=fresh(w.ana), ticket=ticket, text="¿Por qué?", reopen=True)
    assert (status(ticket), ticket.outcome) == (Status.RESOLVED, Outcome.DECLINED)


def test_an_answer_ends_the_waiting_that_the_team_began(w, ticket):
    actions.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    actions.comment(actor=w.ana, ticket=ticket, text="Aquí lo tienes.")
    assert status(ticket) == Status.OPEN


def test_the_teams_first_word_starts_it(w, ticket):
    actions.comment(actor=w.luis, ticket=ticket, text="Nota", public=False)
    assert status(ticket) == Status.NEW
    actions.comment(actor=w.luis, ticket=ticket, text="Lo miro hoy.")
    assert status(ticket) == Status.OPEN


def test_looking_is_noted_once_and_moves_nothing_in_the_lists(w, ticket):
    before = ticket.last_activity_at
    actions.see(actor=w.luis, ticket=ticket)
    actions.see(actor=w.lucia, ticket=ticket)
    ticket.refresh_from_db()
    assert (ticket.seen_by, ticket.last_activity_at) == (w.luis, before)
    assert ticket.stream.entries.filter(type="ticket.seen").count() == 1
