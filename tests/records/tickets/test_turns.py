"""Work handed out among a team by itself: in turn, or to whoever has the least to do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation

from tests import factories
from ventanilla.core.blueprint.problems import PackageErrors
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import explanations
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.engines.workflow.runtime.simulation.story import story
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import TeamTurn, Ticket
from ventanilla.records.tickets.turns import take_turn

ROUTED = {"routing": [{"team": "support", "assign": "in_turn"}], "workflow": []}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def team(*names: str) -> Team:
    people = [factories.person(name, language="en") for name in names]
    return factories.team("support", *people, department=factories.department("it"))


def ask(service: Service, ana: Person) -> Ticket:
    return actions.submit(actor=ana, service=service, answers={"what": "x"})


def called(person: Person | None) -> str:
    return person.given_name if person else ""


def away(person: Person) -> None:
    today = clock.now().date()
    days = {"from_on": today - timedelta(days=1), "until_on": today + timedelta(days=1)}
    enter_absence(actor=person, person=person, delegate=None, **days)


@pytest.mark.django_db
def test_one_after_the_other_and_who_is_away_or_has_left_is_passed_over() -> None:
    support, ana = team("Luis", "Lucia", "Pablo"), factories.person("Ana")
    service = factories.service(**ROUTED)
    assert [called(ask(service, ana).assignee) for _ in range(4)] == ["Luis", "Lucia", "Pablo", "Luis"]
    away(Person.objects.get(given_name="Lucia"))
    ticket = ask(service, ana)
    assert called(ticket.assignee) == "Pablo"
    full = explanations(ticket, ticket.requester, full=True)[0].lines
    assert "Support takes turns, and it was the turn of Pablo." in full
    assert "Away today, so passed over: Lucia." in full
    plain = explanations(ticket, ticket.requester, full=False)[0].lines
    assert "Support takes turns, and it was the turn of Pablo." in plain
    assert not any("Lucia" in line for line in plain)
    Person.objects.filter(given_name="Luis").update(is_active=False)
    assert called(ask(service, ana).assignee) == "Pablo"
    assert TeamTurn.objects.get(team=support).last.given_name == "Pablo"


@pytest.mark.django_db
def test_nobody_gets_their_own_and_with_nobody_there_it_waits_for_the_team() -> None:
    team("Luis")
    luis, ana = Person.objects.get(given_name="Luis"), factories.person("Ana")
    service = factories.service(**ROUTED)
    assert ask(service, luis).assignee is None
    away(luis)
    ticket = ask(service, ana)
    assert ticket.assignee is None
    assert explanations(ticket, ticket.requester, full=False)[0].lines[-1] == (
        "Nobody of Support is there today, so it waits for all of them."
    )


@pytest.mark.django_db
def test_whoever_has_the_least_to_do_counting_requests_and_tasks() -> None:
    team("Luis", "Lucia")
    ana = factories.person("Ana")
    task = {"id": "do", "team": "support", "title": {"en": "Do it", "es": "Hazlo"}, "assign": "least_busy"}
    service = factories.service(routing=[{"team": "support"}], workflow=[{"task": task}])
    luis, lucia = Person.objects.get(given_name="Luis"), Person.objects.get(given_name="Lucia")
    first, second, third = (ask(service, ana) for _ in range(3))
    holders = {one.ticket_id: called(one.assignee) for one in Task.objects.all()}
    assert [holders[one.pk] for one in (first, second, third)] == ["Luis", "Lucia", "Luis"]
    for one in Task.objects.filter(assignee=luis):
        workflow.complete(actor=Person.objects.get(pk=luis.pk), task=one, answers={})
    Ticket.objects.filter(pk=second.pk).update(assignee=lucia)
    fourth = ask(service, ana)
    assert called(Task.objects.get(ticket=fourth).assignee) == "Luis"
    told = explanations(fourth, fourth.requester, full=True)[-1]
    assert told.subject == "Who does “Do it”"
    assert told.lines == ("Luis had the least to do of those of Support who are there (0 open).",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [
        {"routing": [{"person": "ana@acme.example", "assign": "in_turn"}]},
        {"routing": [{"team": "it", "person": "ana@acme.example", "assign": "in_turn"}]},
        {"workflow": [{"task": {"id": "x", "person": "ana@acme.example", "assign": "least_busy"}}]},
    ],
)
def test_it_is_chosen_among_a_team_and_nothing_else(more: dict[str, object]) -> None:
    with pytest.raises(PackageErrors) as refused:
        factories.package(**more)
    assert [problem.code for problem in refused.value.problems] == ["assign_among_team"]


@pytest.mark.django_db(transaction=True)
def test_those_who_choose_at_the_same_time_give_no_turn_twice() -> None:
    support = team("A", "B", "C", "D")

    def choose(_number: int) -> int:
        try:
            with transaction.atomic():
                found = take_turn(team=support, how="in_turn").person
                return found.pk if found else 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(choose, range(8)))
    assert sorted(given) == sorted([*support.members.values_list("pk", flat=True)] * 2)


@pytest.mark.django_db
def test_a_simulation_says_whose_turn_it_would_be_and_nobody_loses_theirs_by_it() -> None:
    support, ana = team("Luis", "Lucia", "Pablo"), factories.person("Ana")
    do = {"id": "do", "team": "support", "title": {"en": "Do it"}, "assign": "in_turn"}
    look = {**do, "id": "look", "title": {"en": "Look at it"}}
    service = factories.service(routing=ROUTED["routing"], workflow=[{"task": do}, {"task": look}])
    take_turn(team=support, how="in_turn")
    for _again in range(2):
        played = simulate(package=package_of(service.live_version), person=ana, answers={"what": "x"})
        who = [played.assignee.given_name, *(one.who[0].split()[0] for one in played.happenings if one.who)]
        assert who[:3] == ["Lucia", "Pablo", "Luis"]
    told = [line for part in story(played) for line in part.lines]
    assert "Support takes turns, and it was the turn of Pablo." in told
    assert TeamTurn.objects.get(team=support).last.given_name == "Luis"


@pytest.mark.django_db
def test_a_simulation_gives_what_comes_later_to_who_has_less_by_then() -> None:
    team("Luis", "Lucia")
    ana = factories.person("Ana")
    busy = {"team": "support", "title": {"en": "Do it"}, "assign": "least_busy"}
    tasks = [{"task": {**busy, "id": name}} for name in ("one", "two", "three")]
    service = factories.service(workflow=tasks)
    played = simulate(package=package_of(service.live_version), person=ana, answers={"what": "x"})
    who = [one.who[0].split()[0] for one in played.happenings if one.kind == "task"]
    assert who == ["Luis", "Lucia", "Luis"]
