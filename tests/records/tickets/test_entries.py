"""The story of a ticket is told to everybody in their own language, whatever the language of who acted."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests import factories as make
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets import actions, entries
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

SUPPORT = {"es": "Centro de soporte", "en": "Service desk"}


def told(ticket: Ticket, language: str) -> list[str]:
    """What the ticket's timeline says, in order."""
    with translation.override(language):
        rows = Entry.objects.filter(stream=ticket.stream).select_related("actor").order_by("pk")
        return [row.what.say(row.actor.name if row.actor else "Ventanilla") for row in rows]


@pytest.mark.django_db
def test_the_team_has_its_name_in_the_readers_language():
    luis = make.with_role(Role.AGENT, make.department(), "Luis")
    make.team("service-desk", luis, name=SUPPORT)
    make.team("it-equipment")
    luis = Person.objects.get(pk=luis.pk)  # in a team now
    service = make.service(owner={"person": "lucia@acme.example", "team": "service-desk"})
    with translation.override("es"):
        ticket = actions.submit(actor=make.person("Ana"), service=service, answers={"what": "Un ratón"})
        actions.see(actor=luis, ticket=ticket)
        actions.assign(actor=luis, ticket=ticket, assignee=luis)
        actions.assign(actor=luis, ticket=ticket, assignee=None)
    english, spanish = told(ticket, "en"), told(ticket, "es")
    assert "It went to Service desk." in english
    assert "Luis, of Service desk, has seen the request." in english
    assert "Luis handed it to Service desk." in english
    assert "Se ha asignado a Centro de soporte." in spanish
    assert "Luis, de Centro de soporte, ha visto la solicitud." in spanish
    assert "Luis se encarga de la solicitud." in spanish
    assert "Luis ha pasado la solicitud a Centro de soporte." in spanish


@pytest.mark.parametrize(
    "entry",
    [
        entries.Routed(team="Compras"),
        entries.Assigned(team="Compras"),
        entries.Seen(team="Compras"),
    ],
)
def test_a_team_that_was_kept_as_plain_text_is_read_as_it_is(entry):
    assert "Compras" in entry.say("Ana")


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_status_and_every_end_has_a_sentence(language):
    ends = [entries.Resolved(outcome=o) for o in (Outcome.FULFILLED, Outcome.SOLVED)]
    ends += [entries.Cancelled(outcome=o) for o in Outcome if o not in (Outcome.FULFILLED, Outcome.SOLVED)]
    moves = [entries.StatusChanged(old=Status.NEW, new=status) for status in Status]
    with translation.override(language):
        said = [entry.say("Ana") for entry in [*ends, *moves]]
    assert len(set(said)) == len(said)
    assert all(sentence.endswith(".") for sentence in said)
