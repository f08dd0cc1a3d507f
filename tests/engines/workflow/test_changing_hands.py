"""Tasks and questions of somebody whom the answers name, when other answers name somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.laptop import fresh, world
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.hearers import hearers
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task, Timer
from ventanilla.engines.workflow.outside_links import asked_by, token_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_see

pytestmark = pytest.mark.django_db

BUDDY = {"id": "buddy", "type": "person", "label": {"en": "Buddy"}}
PLACE = {"id": "place", "type": "short_text", "label": {"en": "Where?"}}
MAIL = {"id": "mail", "type": "email", "label": {"en": "Whom do we ask?"}}
SHOW = {
    "id": "show",
    "title": {"en": "Show around"},
    "holder": {"fact": "answers.buddy"},
    "instructions": {"en": "At {{ answers.place }}."},
}
SIZE = {"id": "size", "type": "short_text", "label": {"en": "Size"}}
TOLD = {"id": "told", "title": {"en": "Your size"}, "to": {"fact": "answers.mail"}, "asks": [SIZE]}


def asked(w: Any, block: dict[str, Any], question: dict[str, Any], answer: str, **more: Any) -> Ticket:
    form = [{"section": {"id": "main", "title": {"en": "Main"}}, "questions": [question, PLACE]}]
    made = factories.service(workflow=[block], form=form, **more)
    answers = {question["id"]: answer, "place": "Madrid"}
    return tickets.submit(actor=w.ana, service=made, answers=answers, language="en")


def correct(ticket: Ticket, **answers: str) -> None:
    tickets.amend(actor=fresh(ticket.requester), ticket=ticket, answers=answers)


def open_task(ticket: Ticket) -> Task:
    return Task.objects.get(ticket=ticket, state=OpenState.OPEN)


def moves(ticket: Ticket) -> list[Entry]:
    return list(ticket.stream.entries.filter(type="workflow.task_moved").order_by("pk"))


def told(entry: Entry, ticket: Ticket) -> set[Person]:
    return {hearer.person for hearer in hearers(entry, ticket)}


def test_a_task_goes_to_whoever_a_corrected_answer_names_and_both_hear_of_it():
    w = world()
    ticket = asked(w, {"task": SHOW}, BUDDY, str(w.luis.pk))
    assert open_task(ticket).assignee == w.luis
    correct(ticket, buddy=str(w.luis.pk), place="Getafe")
    assert (open_task(ticket).assignee, moves(ticket)) == (w.luis, [])
    correct(ticket, buddy=str(w.lucia.pk), place="Sevilla")
    task = open_task(ticket)
    assert (task.assignee, task.instructions["en"]) == (w.lucia, "At Sevilla.")
    (moved,) = moves(ticket)
    assert moved.payload["was"] == w.luis.name
    assert w.lucia.name in moved.what.say("")
    assert told(moved, ticket) == {w.luis, w.lucia}
    actions.complete(actor=fresh(w.lucia), task=task, answers={})
    assert not Task.objects.filter(ticket=ticket, state=OpenState.OPEN).exists()


def test_in_a_confidential_request_who_is_no_longer_named_sees_nothing_of_it_any_more():
    w = world()
    one, other = factories.person(), factories.person()
    ticket = asked(w, {"task": SHOW}, BUDDY, str(one.pk), confidential=True)
    assert may_see(fresh(one), ticket)
    correct(ticket, buddy=str(other.pk), place="Madrid")
    assert (open_task(ticket).assignee, may_see(fresh(other), ticket)) == (other, True)
    assert not may_see(fresh(one), ticket)
    assert told(moves(ticket)[0], ticket) == {other}


def test_who_was_handed_a_task_keeps_it_as_long_as_the_answer_stays():
    w = world()
    ticket = asked(w, {"task": SHOW}, BUDDY, str(w.luis.pk))
    actions.hand_on(actor=fresh(w.luis), task=open_task(ticket), to=w.lucia, reason="I am away.")
    correct(ticket, buddy=str(w.luis.pk), place="Getafe")
    assert open_task(ticket).assignee == w.lucia
    other = factories.person()
    correct(ticket, buddy=str(other.pk), place="Getafe")
    assert open_task(ticket).assignee == other


def test_somebody_who_has_left_is_a_fault_and_not_a_task_of_nobody():
    w = world()
    ticket = asked(w, {"task": SHOW}, MAIL | {"id": "buddy"}, w.luis.email)
    correct(ticket, buddy="nobody@acme.example", place="Madrid")
    assert open_task(ticket).kind == TaskKind.FAULT


def test_a_question_moves_between_people_here_and_people_outside():
    w = world()
    one = factories.person()
    ticket = asked(w, {"ask": TOLD}, MAIL, one.email, outside_mail=True)
    assert open_task(ticket).assignee == one
    correct(ticket, mail="out@example.com", place="Madrid")
    task = open_task(ticket)
    assert (task.assignee, task.address, may_see(fresh(one), ticket)) == (None, "out@example.com", False)
    link = token_of(task)
    assert asked_by(link) == task
    run_jobs()
    assert Message.objects.filter(to="out@example.com").count() == 1
    correct(ticket, mail=w.lucia.email, place="Madrid")
    task = open_task(ticket)
    assert (task.assignee, task.address) == (w.lucia, "")
    with pytest.raises(NotFound):
        asked_by(link)
    assert [entry.payload["was"] for entry in moves(ticket)] == [one.name, "out@example.com"]
    assert w.lucia in told(moves(ticket)[1], ticket)
    actions.complete(actor=fresh(w.lucia), task=task, answers={"size": "M"})
    assert not Task.objects.filter(ticket=ticket, state=OpenState.OPEN).exists()


def test_the_deadline_of_a_step_with_a_fault_ends_it_and_closes_the_owners_task():
    w = world()
    call = {"task": {"id": "call", "title": {"en": "Call"}, "team": "it-equipment"}}
    late = {"deadline": {"within": "2 days", "ends": True}, "on": {"expired": [call]}}
    ticket = asked(w, {"task": SHOW | late}, MAIL | {"id": "buddy"}, "nobody@acme.example")
    fault = open_task(ticket)
    assert fault.kind == TaskKind.FAULT
    timer = Timer.objects.get(step__run__ticket=ticket, name="deadline", fired_at=None)
    assert fault.due_at == timer.fires_at, "the owner sees until when"
    with clock.frozen(timer.fires_at + timedelta(minutes=1)):
        actions.fire_due_timers()
    assert open_task(ticket).title["en"] == "Call"
    with pytest.raises(Conflict):
        actions.complete(actor=fresh(w.lucia), task=fault, answers={"choice": "retry"})
