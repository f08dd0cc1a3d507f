"""A task at the desk: taken, done, lost to somebody quicker, gone wrong by itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.engines.workflow.laptop import fresh
from tests.surfaces.desk.conftest import task_of
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.faults import report_fault
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome

pytestmark = pytest.mark.django_db


def url(task):
    return reverse("desk:task", args=[task.pk])


@pytest.fixture
def desk_ready(acme, approved):
    """Facilities has prepared the desk: IT arranges the delivery, with a date."""
    ticket = approved()
    actions.complete(actor=fresh(acme.felipe), task=task_of(acme.felipe, ticket), answers={})
    return ticket


def test_what_is_missing_is_asked_again_and_what_was_typed_is_kept(acme, desk_ready, at_desk):
    task = task_of(acme.luis, desk_ready)
    again = at_desk(acme.luis).post(url(task), {"on": "", "comment": "On Monday, I think"})
    assert again.status_code == 422
    assert "On Monday, I think" in again.content.decode()
    task.refresh_from_db()
    assert task.state == "open"


def test_done_the_workflow_goes_on_and_the_page_says_by_whom(acme, desk_ready, at_desk):
    task = task_of(acme.luis, desk_ready)
    luis = at_desk(acme.luis)
    assert luis.post(url(task), {"on": "2030-01-07", "comment": ""}).url == "/desk/"
    desk_ready.refresh_from_db()
    assert desk_ready.outcome == Outcome.FULFILLED
    page = luis.get(url(task)).content.decode()
    assert "This task is done" in page
    assert acme.luis.name in page


def test_a_task_done_by_a_colleague_meanwhile_shows_what_was_typed(acme, desk_ready, at_desk):
    task = task_of(acme.luis, desk_ready)
    actions.complete(actor=fresh(acme.lucia), task=task, answers={"on": "2030-01-07"})
    late = at_desk(acme.luis).post(url(task), {"on": "2030-01-09", "comment": "After nine"})
    assert late.status_code == 409
    assert "After nine" in late.content.decode()
    assert "9" in late.context["unsent_answers"][0]["value"]


def test_only_the_first_takes_a_task(acme, desk_ready, at_desk):
    task = task_of(acme.luis, desk_ready)
    luis, lucia = at_desk(acme.luis), at_desk(acme.lucia)
    luis.post(reverse("desk:claim", args=[task.pk]))
    refused = lucia.post(reverse("desk:claim", args=[task.pk]), follow=True).content.decode()
    task.refresh_from_db()
    assert task.assignee == acme.luis
    assert "Somebody else has taken this task already." in refused
    assert f"{acme.luis.name} has taken this task." in refused


def test_a_task_is_not_there_for_other_teams(acme, ask, at_desk, desk_ready):
    task = task_of(acme.luis, desk_ready)
    marta = at_desk(acme.marta)
    assert marta.get(url(task)).status_code == 403
    other = Task.objects.create(
        ticket=ask(), kind="work", title={"en": "X"}, team=acme.equipment, opened_at=task.opened_at
    )
    assert at_desk(acme.felipe).get(url(other)).status_code == 404
    assert at_desk(acme.felipe).post(url(other), {}).status_code == 404


@pytest.fixture
def fault(ask):
    ticket = ask()
    first = Entry.objects.filter(stream=ticket.stream).order_by("position").first()
    report_fault(ticket=ticket, error=NotFound("The team no longer exists."), entry=first)
    return Task.objects.get(ticket=ticket, kind="fault")


def test_what_went_wrong_is_told_with_the_ways_on(acme, fault, at_desk):
    page = at_desk(acme.lucia).get(url(fault)).content.decode()
    assert "The team no longer exists." in page
    assert page.count('name="choice"') == 2  # there is no step to try again


def test_an_error_of_the_portal_is_told_in_words_and_not_as_it_was_thrown(acme, ask, at_desk):
    ticket = ask()
    first = Entry.objects.filter(stream=ticket.stream).order_by("position").first()
    report_fault(ticket=ticket, error=RuntimeError("no such column\nLINE 1: SELECT"), entry=first)
    task = Task.objects.get(ticket=ticket, kind="fault")
    assert task.detail["problem"]["en"].startswith(
        "The portal itself failed here: it is nothing in your service."
    )
    assert task.detail["problem"]["en"].endswith("RuntimeError: no such column")


def test_a_way_has_to_be_chosen(acme, fault, at_desk):
    again = at_desk(acme.lucia).post(url(fault), {"comment": "Let me see"})
    assert again.status_code == 422
    assert "Let me see" in again.content.decode()


def test_closing_the_request_because_of_it(acme, fault, at_desk):
    at_desk(acme.lucia).post(url(fault), {"choice": "cancel", "comment": "We can't do it"})
    fault.ticket.refresh_from_db()
    assert fault.ticket.outcome == Outcome.DECLINED


def test_nobody_looks_into_what_went_wrong_with_a_request_that_is_called_off(acme, fault):
    tickets.cancel(actor=None, ticket=fault.ticket, outcome=Outcome.WITHDRAWN)
    fault.refresh_from_db()
    assert fault.state == OpenState.CANCELLED


def test_a_fault_is_called_by_its_step(acme, at_desk):
    step = {"id": "lost", "title": {"en": "A chair", "es": "Una silla"}, "model": "no-such-model"}
    ticket = tickets.submit(
        actor=acme.ana,
        service=factories.service(workflow=[{"assign_asset": step}]),
        answers={"what": "A chair"},
    )
    task = Task.objects.get(ticket=ticket, kind="fault")
    assert task.title == {"en": "Something went wrong: A chair", "es": "Algo ha fallado: Una silla"}


def test_somebody_who_left_has_no_desk(acme, desk_ready, at_desk):
    luis = at_desk(acme.luis)
    directory.change(acme.luis, actor=None, is_active=False)
    assert luis.get("/desk/").status_code in (302, 403)
