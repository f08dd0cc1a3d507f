"""A secret that a task hands over: for one person, once, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import translation

from tests.factories import person, service, team
from tests.jobs import run_jobs
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.actions import show_once
from ventanilla.engines.integrations.models import OneTimeSecret
from ventanilla.engines.integrations.queries import secrets_for
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
PIN = "4711-PIN-OF-ANA"
ASKED = {
    "id": "pin",
    "type": "secret",
    "label": {"en": "First PIN", "es": "Primer PIN"},
    "shown_to": ["requested_for"],
    "required": True,
    "max_length": 40,
}
NOTE = {"id": "model", "type": "short_text", "label": {"en": "Model", "es": "Modelo"}}
SEND = {
    "id": "send",
    "team": "it-equipment",
    "title": {"en": "Send it", "es": "Enviarlo"},
    "asks": [ASKED, NOTE],
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def luis() -> Person:
    luis = person("Luis", language="en")
    directory.join_team(team("it-equipment"), luis, actor=None)
    return luis


def asked(luis: Person) -> tuple[Ticket, Task]:
    found = service({"workflow": [{"task": SEND}]})
    ticket = tickets.submit(actor=person("Ana", language="en"), service=found, answers={"what": "A phone"})
    return ticket, Task.objects.get(ticket=ticket)


def everything() -> str:
    """All that the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            found.append(str(cursor.fetchone()[0]))
    return "\n".join(found)


def test_whom_it_is_for_sees_it_once_and_nothing_else_holds_it(luis: Person) -> None:
    ticket, task = asked(luis)
    ana = ticket.requester
    actions.complete(actor=luis, task=task, answers={"pin": PIN, "model": "X1"})
    run_jobs()
    task.refresh_from_db()
    assert task.answers == {"model": "X1"}
    step = Step.objects.get(run__ticket=ticket, block="send")
    assert step.outputs["model"] == "X1"
    assert "pin" not in step.outputs
    assert PIN not in everything()
    assert Message.objects.filter(to=ana.email, subject__contains="First PIN").exists() or (
        Notification.objects.filter(person=ana).exists()
    )
    (secret,) = secrets_for(ana, ticket.stream)
    assert secret.label == {"en": "First PIN", "es": "Primer PIN"}
    assert secrets_for(luis, ticket.stream) == []
    with pytest.raises(NotFound):
        show_once(actor=luis, secret=secret.pk)
    assert show_once(actor=ana, secret=secret.pk) == PIN
    with pytest.raises(Conflict):
        show_once(actor=ana, secret=secret.pk)
    assert OneTimeSecret.objects.get().sealed == ""


def test_it_is_required_and_not_too_long(luis: Person) -> None:
    _ticket, task = asked(luis)
    for answers in ({"model": "X1"}, {"pin": "x" * 41}):
        with pytest.raises(Invalid) as refused:
            actions.complete(actor=luis, task=task, answers=answers)
        assert list(refused.value.fields) == ["pin"]
    assert not OneTimeSecret.objects.exists()


def test_at_the_desk_and_on_the_page_of_the_request(luis: Person) -> None:
    ticket, task = asked(luis)
    desk, portal = Client(), Client()
    desk.force_login(luis)
    portal.force_login(ticket.requester)
    page = f"/desk/tasks/{task.pk}/"
    assert 'type="password"' in desk.get(page).content.decode()
    assert desk.post(page, {"pin": PIN, "model": "X1"}).status_code == 302
    shown = portal.get(f"/requests/{ticket.number}/").content.decode()
    assert "“First PIN” is there for you to see." in shown
    assert PIN not in shown
    once = f"/requests/{ticket.number}/once/{OneTimeSecret.objects.get().pk}/"
    assert PIN not in portal.get(once).content.decode()
    assert desk.get(once).status_code == 404
    assert PIN in portal.post(once).content.decode()
    assert PIN not in desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert PIN not in everything()


def test_a_session_that_is_over_keeps_no_secret(luis: Person) -> None:
    _ticket, task = asked(luis)
    stranger = Client()
    typed: dict[str, Any] = {"pin": PIN, "_secret": "pin", "model": "A model that was typed"}
    stranger.post(f"/desk/tasks/{task.pk}/", typed)
    (session,) = Session.objects.all()
    kept = session.get_decoded()["interrupted"]["fields"]
    assert ["model", "A model that was typed"] in kept
    assert PIN not in str(kept)
