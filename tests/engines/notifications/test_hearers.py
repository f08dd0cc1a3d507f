"""Who hears of what. The names of the people are their roles in the cast."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.utils import translation

from tests import factories
from tests.engines.notifications.conftest import Cast
from ventanilla.core.access.queries import person_principal
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record, writing
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.actions import tell
from ventanilla.engines.notifications.entries import OutOfView
from ventanilla.engines.notifications.hearers import hearers
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.tickets.actions import add_participant, assign, grant
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

EVERYBODY = ("requester", "requested_for", "participants", "assignee", "team", "people")


class Letter(EntryType):
    """Has to reach whom it names."""

    name: ClassVar[str] = "test.letter"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    must_reach: ClassVar[bool] = True
    people: list[int] = []

    def say(self, actor: str) -> str:
        return "A letter."

    def people_ids(self) -> list[int]:
        return self.people


class Called(EntryType):
    """Names everybody, and says who `people` are."""

    name: ClassVar[str] = "test.called"
    hears: ClassVar[tuple[str, ...]] = EVERYBODY
    people: list[int] = []
    team_only: bool = False

    def visibility(self) -> SeenBy:
        return SeenBy.TEAM if self.team_only else SeenBy.EVERYONE

    def say(self, actor: str) -> str:
        return f"{actor} called."

    def people_ids(self) -> list[int]:
        return self.people


def call(
    cast: Cast, actor: Person | None = None, people: tuple[Person, ...] = (), team_only: bool = False
) -> Entry:
    with writing():
        called = Called(people=[person.pk for person in people], team_only=team_only)
        return record(cast.ticket.stream, called, actor=actor)


def heard(cast: Cast, entry: Entry) -> dict[str, str]:
    ticket = Ticket.objects.get(pk=cast.ticket.pk)
    return {hearer.person.given_name: hearer.why for hearer in hearers(entry, ticket)}


def test_the_team_hears_while_nobody_has_taken_it(cast: Cast) -> None:
    assert heard(cast, call(cast)) == {"Ana": "requester", "Luis": "team", "Pilar": "team"}


def test_whoever_has_taken_it_hears_instead_of_the_team(cast: Cast) -> None:
    assign(actor=cast.luis, ticket=cast.ticket, assignee=cast.pilar)
    assert heard(cast, call(cast)) == {"Ana": "requester", "Pilar": "assignee"}


def test_nobody_hears_of_their_own_deeds_nor_the_team_of_its_own_public_words(cast: Cast) -> None:
    assert heard(cast, call(cast, actor=cast.ana)) == {"Luis": "team", "Pilar": "team"}
    assert heard(cast, call(cast, actor=cast.luis)) == {"Ana": "requester"}
    assert heard(cast, call(cast, actor=cast.luis, team_only=True)) == {"Pilar": "team"}


def test_who_has_left_hears_nothing(cast: Cast) -> None:
    cast.pilar.is_active = False
    cast.pilar.save()
    assert heard(cast, call(cast)) == {"Ana": "requester", "Luis": "team"}


def test_participants_and_the_people_of_the_entry_hear_when_they_may_see_the_ticket(cast: Cast) -> None:
    jon = Person.objects.create(
        given_name="Jon", email="jon@acme.example", organization=cast.ana.organization
    )
    add_participant(actor=cast.ana, ticket=cast.ticket, person=jon)
    grant(cast.ticket, person_principal(cast.marta), Reason.APPROVER)
    entry = call(cast, actor=cast.ana, people=(cast.marta, cast.clara))
    assert heard(cast, entry) == {"Jon": "participant", "Luis": "team", "Pilar": "team", "Marta": "people"}


@pytest.mark.parametrize("reason", [Reason.PARTICIPANT, Reason.APPROVER, Reason.REQUESTED_FOR])
def test_what_is_for_the_team_reaches_no_customer_and_no_requester(cast: Cast, reason: Reason) -> None:
    grant(cast.ticket, person_principal(cast.clara), reason)
    Ticket.objects.filter(pk=cast.ticket.pk).update(requested_for=cast.clara)
    entry = call(cast, people=(cast.clara, cast.marta, cast.ana), team_only=True)
    assert heard(cast, entry) == {"Luis": "team", "Pilar": "team"}


def test_an_agent_hears_no_note_about_their_own_request(cast: Cast) -> None:
    Ticket.objects.filter(pk=cast.ticket.pk).update(requester=cast.luis)
    assert heard(cast, call(cast, team_only=True)) == {"Pilar": "team"}


class TakenAway(Called):
    """About a task, which the team alone reads of."""

    name: ClassVar[str] = "test.taken_away"
    of_holders: ClassVar[bool] = True


@pytest.mark.parametrize("reason", [Reason.TASK, Reason.TASK_ONLY])
def test_who_has_a_task_hears_that_it_is_called_off_and_who_has_none_does_not(
    cast: Cast, reason: Reason
) -> None:
    grant(cast.ticket, person_principal(cast.marta), reason)
    grant(cast.ticket, person_principal(cast.clara), Reason.APPROVER)
    with writing():
        what = TakenAway(people=[cast.marta.pk, cast.clara.pk], team_only=True)
        entry = record(cast.ticket.stream, what, actor=None)
    assert heard(cast, entry) == {"Luis": "team", "Pilar": "team", "Marta": "people"}
    assert "Clara" not in heard(cast, entry)


def test_the_team_is_told_once_whom_a_message_did_not_reach(cast: Cast) -> None:
    with writing():
        jon = factories.person("Jon")
        letter = Letter(people=[cast.ana.pk, cast.clara.pk, jon.pk])
        entry = record(cast.ticket.stream, letter, actor=None)
    tell([entry.pk])
    tell([entry.pk])
    missed = cast.ticket.stream.entries.get(type="notifications.out_of_view")
    assert (missed.what.people, missed.seen_by, missed.cause) == (["Clara", "Jon"], SeenBy.TEAM, entry)
    assert heard(cast, missed) == {"Luis": "team", "Pilar": "team"}
    assert set(Notification.objects.values_list("person", flat=True)) == {cast.ana.pk}


def test_a_message_that_reaches_everybody_leaves_no_trace_and_many_names_are_counted(cast: Cast) -> None:
    with writing():
        entry = record(cast.ticket.stream, Letter(people=[cast.ana.pk]), actor=None)
    tell([entry.pk])
    assert not cast.ticket.stream.entries.filter(type="notifications.out_of_view").exists()
    with translation.override("en"):
        assert "E, 2 more:" in OutOfView(people=list("ABCDEFG")).say("")
