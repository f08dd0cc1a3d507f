"""A question to somebody outside that nobody answers: it comes to who keeps the service, or is sent again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.laptop import fresh, world
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.actions.tending import tend
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import asked_by, token_of
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db
MAIL = {"id": "mail", "type": "email", "label": {"en": "Mail"}, "required": True}
DAY = {"id": "on", "type": "date", "label": {"en": "Day"}, "required": True}


def asked(**more):
    w = world()
    block = {"ask": {"id": "garage", "to": {"fact": "answers.mail"}, "asks": [DAY], **more}}
    section = {"id": "main", "title": {"en": "Yours"}}
    form = [{"section": section, "questions": [MAIL]}]
    made = factories.service(form=form, workflow=[block], outside_mail=True)
    answers = {"mail": "smith@garage.example"}
    ticket = tickets.submit(actor=fresh(w.ana), service=made, answers=answers)
    return w, Task.objects.get(ticket=ticket)


def test_a_link_that_is_good_no_more_becomes_a_task_of_who_keeps_the_service():
    w, task = asked()
    assert tend() == 0
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert tend() == 1
        assert tend() == 0
    task.refresh_from_db()
    fault = Task.objects.get(ticket=task.ticket, kind="fault")
    assert (task.state, fault.assignee, fault.detail["code"]) == ("cancelled", w.lucia, "link_over")
    assert fault.detail["problem"]["en"].endswith("smith@garage.example")


def test_with_a_deadline_that_ends_it_the_link_is_good_until_then():
    _w, task = asked(deadline={"within": "60 days", "ends": True})
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert tend() == 1
        assert asked_by(token_of(task)) == task
    assert not Task.objects.filter(ticket=task.ticket, kind="fault").exists()


@pytest.mark.parametrize("says", [{"due": "3 days"}, {"deadline": {"within": "3 days", "ends": True}}])
def test_the_mail_says_by_when_the_step_wants_its_answer(says):
    start = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)  # nine in the morning in Madrid
    with clock.frozen(start), override("en"):
        _w, task = asked(**says)
    assert task.due_at == start + timedelta(days=3)
    assert "until 4 March, 09:00:" in Message.objects.get(to=task.address).text


def test_without_a_date_of_the_step_the_mail_says_how_long_the_link_is_good():
    with clock.frozen(datetime(2027, 3, 1, 8, 0, tzinfo=UTC)), override("en"):
        _w, task = asked(due="60 days")
    assert "until March 31, 2027:" in Message.objects.get(to=task.address).text


def test_the_team_sends_the_link_again_and_it_is_good_for_as_long_again():
    w, task = asked()
    page, url = Client(), reverse("desk:send_again", args=[task.pk])
    page.force_login(fresh(w.luis))
    assert url in page.get(f"/desk/tickets/{task.ticket.number}/").content.decode()
    with clock.frozen(clock.now() + timedelta(days=10)):
        assert page.post(url).status_code == 302
    assert Message.objects.filter(to="smith@garage.example").count() == 2
    assert task.ticket.stream.entries.filter(type="workflow.link_sent_again").count() == 1
    with clock.frozen(clock.now() + timedelta(days=35)):
        assert tend() == 0
        assert asked_by(token_of(task)) == task
    page.force_login(fresh(w.felipe))
    assert page.post(url).status_code == 404
