"""What waits for somebody who leaves goes on: to the team, to who keeps the service, to who it is about."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.engines.workflow.laptop import fresh, leave, world
from tests.jobs import run_jobs
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.actions.correcting import ask_correction
from ventanilla.engines.workflow.actions.faults import report_fault
from ventanilla.engines.workflow.actions.tending import tend
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
THREE = {
    "parallel": {
        "id": "all",
        "branches": [
            [{"task": {"id": "team", "team": "it-equipment", "title": {"en": "Prepare"}}}],
            [{"task": {"id": "one", "person": "marta@acme.example", "title": {"en": "Sign"}}}],
            [
                {
                    "ask": {
                        "id": "word",
                        "to": "requester",
                        "title": {"en": "Which day?"},
                        "asks": [
                            {"id": "day", "type": "short_text", "label": {"en": "Day"}, "required": True}
                        ],
                    }
                }
            ],
        ],
    }
}
OWNED = {"owner": {"person": "lucia@acme.example", "team": "it-equipment"}}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def acme():
    found = world()
    Person.objects.update(language="en")
    return found


@pytest.fixture
def ticket(acme):
    made = factories.service({"service": "three", "workflow": [THREE], **OWNED})
    return tickets.submit(actor=fresh(acme.ana), service=made, answers={"what": "x"})


def task(ticket, block, kind="work"):
    return Task.objects.get(ticket=ticket, step__block=block, kind=kind)


def told(ticket, kind="workflow.task_moved"):
    return Entry.objects.filter(stream=ticket.stream, type=kind)


def test_what_somebody_of_the_team_had_taken_is_on_its_list_again_and_the_team_hears_of_it(acme, ticket):
    actions.claim(actor=fresh(acme.luis), task=task(ticket, "team"))
    leave(acme.luis)
    run_jobs()
    found = task(ticket, "team")
    assert (found.state, found.assignee) == ("open", None)
    assert found in queries.desk_tasks(fresh(acme.lucia))
    assert Notification.objects.filter(person=acme.lucia, entry=told(ticket).get()).exists()
    assert told(ticket).get().payload["was"] == "Luis"
    assert tend() == 0


def test_the_task_of_one_person_becomes_a_fault_that_goes_on_or_ends_it(acme, ticket):
    leave(acme.marta)
    run_jobs()
    assert task(ticket, "one").state == "cancelled"
    fault = task(ticket, "one", "fault")
    assert (fault.assignee, fault.detail["code"]) == (acme.lucia, "left")
    assert fault.detail["problem"]["en"].endswith("Marta")
    actions.complete(actor=fresh(acme.lucia), task=fault, answers={"choice": "go_on"})
    fault.step.refresh_from_db()
    assert fault.step.state == "done"


def test_tried_again_while_nobody_is_there_it_comes_back_to_who_keeps_the_service(acme, ticket):
    leave(acme.marta)
    run_jobs()
    fault = task(ticket, "one", "fault")
    actions.complete(actor=fresh(acme.lucia), task=fault, answers={"choice": "retry"})
    tend()
    assert Task.objects.filter(ticket=ticket, kind="fault", state="open").count() == 1


def test_a_question_to_somebody_who_left_is_a_fault_and_the_request_goes_on(acme, ticket):
    leave(acme.ana)
    assert tend() > 0
    assert task(ticket, "word", "ask").state == "cancelled"
    assert task(ticket, "word", "fault").state == "open"
    ticket.refresh_from_db()
    assert ticket.status != "waiting"


def test_a_task_of_a_team_in_which_nobody_is_left_is_a_fault_for_an_administrator(acme, ticket):
    boss = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, ticket.service.department, "Boss")
    actions.claim(actor=fresh(acme.luis), task=task(ticket, "team"))
    leave(acme.lucia)
    leave(acme.luis)
    run_jobs()
    fault = task(ticket, "team", "fault")
    assert fault.assignee == boss
    assert queries.task_for(fresh(boss), fault.pk) == fault
    assert fault in queries.desk_tasks(fresh(boss))


def test_a_fault_goes_to_the_team_when_the_owner_leaves_and_then_to_an_administrator(acme, ticket):
    leave(acme.marta)
    run_jobs()
    fault = task(ticket, "one", "fault")
    leave(acme.lucia)
    run_jobs()
    fault.refresh_from_db()
    assert (fault.assignee, fault.team) == (None, acme.equipment)
    assert fault in queries.desk_tasks(fresh(acme.luis))
    actions.claim(actor=fresh(acme.luis), task=fault)
    boss = factories.administrator()
    leave(acme.luis)
    run_jobs()
    fault.refresh_from_db()
    assert fault.assignee == boss


def test_a_correction_by_hand_isnt_awaited_of_who_left(acme, ticket):
    found = ask_correction(actor=fresh(acme.luis), ticket=ticket, text="Which one?")
    leave(acme.ana)
    run_jobs()
    found.refresh_from_db()
    assert found.state == "cancelled"
    assert told(ticket, "workflow.task_dropped").filter(payload__left="Ana").exists()


def test_whom_a_request_is_for_corrects_it_when_who_asked_has_left(acme):
    made = factories.service({"service": "plain", "workflow": [], "requested_for": "anyone", **OWNED})
    ticket = tickets.submit(
        actor=fresh(acme.marta), service=made, answers={"what": "x"}, requested_for=fresh(acme.ana)
    )
    found = ask_correction(actor=fresh(acme.luis), ticket=ticket, text="Which one?")
    leave(acme.marta)
    run_jobs()
    found.refresh_from_db()
    assert (found.state, found.assignee) == ("open", acme.ana)
    actions.complete(actor=fresh(acme.ana), task=found, answers={"what": "y"})
    found.refresh_from_db()
    assert found.state == "done"


def test_what_went_wrong_is_told_to_the_team_when_the_owner_has_left(acme, ticket):
    leave(acme.lucia)
    first = Entry.objects.filter(stream=ticket.stream).order_by("position").first()
    report_fault(ticket=Ticket.objects.get(pk=ticket.pk), error=NotFound("No team"), entry=first)
    opened = told(ticket, "workflow.task_opened").get(payload__kind="fault")
    assert opened.payload["people"] == [acme.luis.pk]
    assert opened.payload["holder"] == acme.equipment.name
    assert Task.objects.get(ticket=ticket, kind="fault").assignee is None


def test_a_colleague_takes_a_task_over_and_puts_it_back(acme, ticket, client):
    found = task(ticket, "team")
    actions.claim(actor=fresh(acme.luis), task=found)
    client.force_login(fresh(acme.lucia))
    (row,) = client.get("/desk/").context["taken"]
    assert row["holder"] == "Luis"
    page = client.get(row["url"]).content.decode()
    assert reverse("desk:take_over", args=[found.pk]) in page
    client.post(reverse("desk:take_over", args=[found.pk]))
    found.refresh_from_db()
    assert found.assignee == acme.lucia
    assert told(ticket).get().payload["people"] == [acme.luis.pk]
    client.post(reverse("desk:put_back", args=[found.pk]))
    found.refresh_from_db()
    assert found.assignee is None
    assert client.get("/desk/").context["taken"] == []


def test_only_the_team_moves_a_task_and_only_one_that_is_open(acme, ticket):
    found = task(ticket, "team")
    actions.claim(actor=fresh(acme.luis), task=found)
    for move in (actions.take_over, actions.put_back):
        with pytest.raises(NotFound):
            move(actor=fresh(acme.felipe), task=found)
    with pytest.raises(Conflict):
        actions.put_back(actor=fresh(acme.marta), task=task(ticket, "one"))
    actions.complete(actor=fresh(acme.luis), task=found, answers={})
    with pytest.raises(Conflict):
        actions.take_over(actor=fresh(acme.lucia), task=found)
