"""What is for the team that has the request goes with it to another team."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, asked_now, office, said
from tests.jobs import run_jobs
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.notifications.hearers import hearers
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.messages import arrive
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_see

pytestmark = pytest.mark.django_db

FIRST = {"task": {"id": "first", "team": "ticket.team", "title": {"en": "First"}}}
SECOND = {"task": {"id": "second", "team": "ticket.team", "title": {"en": "Second"}}}
FIXED = {"task": {"id": "fixed", "team": "it-equipment", "title": {"en": "Fixed"}}}


@pytest.fixture
def acme() -> Office:
    made = office()
    made.people["olga"] = factories.person("Olga", language="en")
    made.people["hugo"] = factories.person("Hugo", language="en")
    factories.team("network", made.olga, department=made.olga.department, lead=made.olga)
    factories.team("it-second", made.hugo, department=made.lucia.department)
    return made


def asked(acme: Office, *blocks: Any, **more: Any) -> Ticket:
    made = factories.service(workflow=list(blocks), **more)
    return tickets.submit(actor=acme.ana, service=made, answers={"what": "A chair"})


def send(ticket: Ticket, team: str) -> None:
    tickets.assign(actor=None, ticket=ticket, assignee=None, team=Team.objects.get(slug=team))


def lists(*people: Person) -> list[list[str]]:
    """What stands on the lists of some people."""
    return [[task.title["en"] for task in queries.desk_tasks(person)] for person in people]


def test_a_task_that_nobody_has_taken_goes_with_the_request_and_the_new_team_hears_of_it(
    acme: Office,
) -> None:
    both = {"parallel": {"id": "both", "branches": [[FIRST, SECOND], [FIXED]]}}
    ticket = asked(acme, both, confidential=True)
    assert lists(acme.lucia, acme.olga) == [["First", "Fixed"], []]
    send(ticket, "network")
    assert lists(acme.lucia, acme.olga) == [["Fixed"], ["First"]]
    assert said(ticket, "workflow.task_moved") == [
        "“First” goes with the request: from It equipment to Network."
    ]
    entry = ticket.stream.entries.get(type="workflow.task_moved")
    assert acme.olga in {hearer.person for hearer in hearers(entry, ticket)}
    actions.complete(actor=acme.olga, task=queries.desk_tasks(acme.olga).get(), answers={})
    assert lists(acme.lucia, acme.olga) == [["Fixed"], ["Second"]], "what comes later goes there, too"
    assert may_see(acme.lucia, ticket)


def test_the_team_that_has_nothing_left_to_do_there_sees_it_no_more(acme: Office) -> None:
    ticket = asked(acme, FIRST, confidential=True)
    send(ticket, "it-second")
    assert may_see(acme.hugo, ticket)
    send(ticket, "network")
    assert (may_see(acme.hugo, ticket), may_see(acme.olga, ticket)) == (False, True)


def test_who_has_taken_it_keeps_it_and_hears_why_and_puts_it_back_to_the_new_team(acme: Office) -> None:
    ticket = asked(acme, FIRST)
    task = Task.objects.get(ticket=ticket)
    actions.claim(actor=acme.lucia, task=task)
    send(ticket, "network")
    assert lists(acme.lucia, acme.olga) == [["First"], []]
    assert said(ticket, "workflow.task_stays") == [
        "The request is with Network now; “First” stays with Lucia, who has it."
    ]
    entry = ticket.stream.entries.get(type="workflow.task_stays")
    (hearer,) = hearers(entry, ticket)
    assert hearer.person == acme.lucia
    with override("en"):
        assert "put it back if they should do it" in entry.what.news("", acme.lucia)
    actions.put_back(actor=acme.lucia, task=task)
    assert lists(acme.lucia, acme.olga) == [[], ["First"]]
    assert said(ticket, "workflow.task_moved") == ["Lucia has put “First” back: it is with Network now."]


def test_what_somebody_had_who_left_is_for_the_team_that_has_the_request_now(acme: Office) -> None:
    ticket = asked(acme, FIRST)
    actions.claim(actor=acme.lucia, task=Task.objects.get(ticket=ticket))
    send(ticket, "network")
    directory.change(acme.lucia, actor=None, is_active=False)
    run_jobs()
    assert lists(acme.olga) == [["First"]]
    assert said(ticket, "workflow.task_moved") == ["Lucia has left: “First” is with Network now."]


def test_handed_to_somebody_of_the_same_team_nothing_moves_and_back_again_everything_does(
    acme: Office,
) -> None:
    ticket = asked(acme, FIRST)
    tickets.assign(actor=None, ticket=ticket, assignee=acme.lucia)
    send(ticket, "network")
    send(ticket, "it-equipment")
    assert lists(acme.lucia, acme.olga) == [["First"], []]
    assert len(said(ticket, "workflow.task_moved")) == 2


@pytest.mark.parametrize("seat", [{"team": "ticket.team"}, {"from": "ticket.team"}])
def test_the_approval_of_the_team_that_has_it_goes_to_the_new_one_and_says_why(
    acme: Office, seat: Any
) -> None:
    approval = acme.ask(seats=[seat])
    assert asked_now(approval) == {"Lucia"}
    send(approval.ticket, "network")
    assert asked_now(approval) == {"Olga"}
    assert said(approval.ticket, "workflow.approval_moved") == [
        "“Go-ahead” waits for Olga now, no longer for Lucia. Another team has the request now."
    ]
    acme.says("olga", approval)
    assert Approval.objects.get(pk=approval.pk).state == OpenState.DONE


def test_a_step_that_sends_the_request_elsewhere_takes_its_open_tasks_along(acme: Office) -> None:
    route = [
        {"wait": {"id": "pause", "message": "go"}},
        {"set": {"id": "route", "fields": {"team": "network"}}},
    ]
    ticket = asked(acme, {"parallel": {"id": "both", "branches": [[FIRST, SECOND], route]}})
    arrive(ticket=ticket, name="go", payload={})
    assert lists(acme.lucia, acme.olga) == [[], ["First"]]
