"""Secrets that somebody is asked for on the way: kept sealed with the task, shown to whom the service says."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import serializers
from django.test import Client

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.search.models import Document
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.revealing import reveal_given
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

PIN = "zanahoria-4711"


@pytest.fixture
def acme() -> Office:
    return office()


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def asking(acme: Office, **more: Any) -> Task:
    pin = {"id": "pin", "type": "secret", "label": words("PIN"), "shown_to": ["team"], "required": True}
    note = {"id": "note", "type": "short_text", "label": words("Note")}
    ask = {"id": "pin-please", "title": words("Your PIN"), "asks": [pin, note], **more}
    work = {"id": "work", "team": "it-equipment", "title": words("Work")}
    mail = {"id": "mail", "type": "email", "label": words("Mail")}
    form = [{"section": {"id": "all", "title": words("All")}, "questions": [mail]}]
    service = factories.service(form=form, workflow=[{"ask": ask}, {"task": work}], outside_mail=True)
    ticket = tickets.submit(actor=acme.ana, service=service, answers={"mail": "out@side.example"})
    return Task.objects.get(ticket=ticket, step__block="pin-please")


def page(person: Person, path: str, method: str = "get") -> Any:
    client = Client()
    client.force_login(person)
    return getattr(client, method)(path)


def kept(ticket: Ticket) -> str:
    rows: list[Any] = [*Entry.objects.filter(stream=ticket.stream), *Task.objects.filter(ticket=ticket)]
    rows += [*Step.objects.filter(run__ticket=ticket), *Message.objects.all(), *Notification.objects.all()]
    return str(serializers.serialize("json", [*rows, *Document.objects.all()]))


def test_it_is_sealed_at_rest_and_only_whom_the_service_says_opens_it(acme: Office) -> None:
    task = asking(acme)
    actions.complete(actor=acme.ana, task=task, answers={"pin": PIN, "note": "It is new"})
    assert PIN not in kept(task.ticket)
    assert Step.objects.get(run__ticket=task.ticket, block="pin-please").outputs.keys() == {
        "who",
        "note",
        "by",
    }
    assert reveal_given(actor=acme.lucia, ticket=task.ticket, task=task.pk, question="pin") == PIN
    for person in (acme.ana, acme.marta, acme.admin, acme.carmen):
        with pytest.raises(NotFound):
            reveal_given(actor=person, ticket=task.ticket, task=task.pk, question="pin")
    shown = Entry.objects.get(stream=task.ticket.stream, type="ticket.secret_shown")
    assert (shown.actor, shown.payload["question"]) == (acme.lucia, "pin")
    with pytest.raises(NotFound):
        reveal_given(actor=acme.lucia, ticket=task.ticket, task=task.pk, question="note")


def test_somebody_without_an_account_hands_it_over_by_the_link(acme: Office) -> None:
    task = asking(acme, to={"fact": "answers.mail"})
    answer_outside(token=token_of(task), answers={"pin": PIN})
    assert PIN not in kept(task.ticket)
    assert reveal_given(actor=acme.lucia, ticket=task.ticket, task=task.pk, question="pin") == PIN


def test_the_desk_shows_what_was_answered_and_a_way_to_open_the_secret(acme: Office) -> None:
    task = asking(acme)
    actions.complete(actor=acme.ana, task=task, answers={"pin": PIN, "note": "It is new"})
    there = f"/requests/{task.ticket.number}/tasks/{task.pk}/secrets/pin/"
    desk = page(acme.lucia, f"/desk/tickets/{task.ticket.number}/").content.decode()
    assert "It is new" in desk
    assert there in desk
    assert PIN not in desk
    own = page(acme.ana, f"/requests/{task.ticket.number}/").content.decode()
    assert "It is new" in own
    assert there not in own
    assert PIN not in page(acme.lucia, there).content.decode()
    shown = page(acme.lucia, there, "post")
    assert PIN in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert page(acme.ana, there, "post").status_code == 404
