"""A secret among the answers: sealed, shown to those it is meant for, told nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.sealing import sealed_anew
from ventanilla.core.timeline.models import Entry
from ventanilla.records.intake.secrets import unsealed
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.actions.amend import amend
from ventanilla.records.tickets.actions.reveal import reveal
from ventanilla.records.tickets.facts import latest_answers, ticket_facts
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.secrets import reseal_answers

pytestmark = pytest.mark.django_db
FORM = [
    {
        "section": {"id": "s", "title": {"es": "S", "en": "S"}},
        "questions": [
            {"id": "pin", "type": "secret", "label": {"es": "PIN", "en": "PIN"}, "shown_to": ["team"]},
            {"id": "why", "type": "short_text", "label": {"es": "Motivo", "en": "Reason"}},
        ],
    }
]
SECRET = "4711-geheim"


@pytest.fixture
def told() -> dict[str, Any]:
    department = factories.department()
    luis = factories.with_role(Role.AGENT, department, "Luis")
    team = factories.team("it-equipment", luis)
    service = factories.service(form=FORM, workflow=[])
    ana = factories.person("Ana")
    ticket = submit(actor=ana, service=service, answers={"pin": SECRET, "why": "Vacaciones"})
    return {"ticket": ticket, "ana": ana, "luis": luis, "team": team, "service": service}


def test_it_is_kept_sealed_and_is_no_fact(told: dict[str, Any]) -> None:
    ticket: Ticket = told["ticket"]
    answer = latest_answers(ticket).answers["pin"]
    assert SECRET not in json.dumps(answer)
    assert unsealed(answer, "pin") == (SECRET, told["ana"].pk)
    assert unsealed(answer, "other") is None
    assert not any("pin" in name for name in ticket_facts(ticket))


def test_the_team_reads_it_and_the_history_says_so(told: dict[str, Any]) -> None:
    ticket = told["ticket"]
    assert reveal(actor=told["luis"], ticket=ticket, question="pin") == SECRET
    entry = Entry.objects.get(stream=ticket.stream_id, type="ticket.secret_shown")
    assert entry.actor_id == told["luis"].pk
    payloads = Entry.objects.filter(stream=ticket.stream_id).values_list("payload", flat=True)
    assert SECRET not in json.dumps(list(payloads))


def test_nobody_else_reads_it_not_even_who_asked_or_an_administrator(told: dict[str, Any]) -> None:
    for person in (told["ana"], factories.administrator(), told["service"].owner):
        with pytest.raises(NotFound):
            reveal(actor=person, ticket=told["ticket"], question="pin")


def test_a_correction_keeps_it_without_telling_it(told: dict[str, Any]) -> None:
    ticket = told["ticket"]
    kept = latest_answers(ticket).answers["pin"]
    amend(actor=told["ana"], ticket=ticket, answers={"pin": kept, "why": "Baja"})
    assert latest_answers(Ticket.objects.get(pk=ticket.pk)).answers == {"pin": kept, "why": "Baja"}
    amend(actor=told["ana"], ticket=ticket, answers={"pin": "0815", "why": "Baja"})
    entry = Entry.objects.filter(stream=ticket.stream_id, type="ticket.answers_amended").latest("position")
    assert entry.payload["changes"]["pin"] == ["sealed:", "sealed:"]


def test_it_is_sealed_anew_with_the_rest(told: dict[str, Any]) -> None:
    before = latest_answers(told["ticket"]).answers["pin"]
    assert reseal_answers(sealed_anew) == 1
    after = latest_answers(Ticket.objects.get(pk=told["ticket"].pk)).answers["pin"]
    assert after != before
    assert unsealed(after, "pin") == (SECRET, told["ana"].pk)


def test_the_page_shows_it_once_after_a_press(told: dict[str, Any], client: Client) -> None:
    address = f"/requests/{told['ticket'].number}/secrets/pin/"
    client.force_login(told["luis"])
    assert SECRET not in client.get(address).content.decode()
    shown = client.post(address)
    assert SECRET in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    desk = client.get(f"/desk/tickets/{told['ticket'].number}/").content.decode()
    assert address in desk
    assert SECRET not in desk
    client.force_login(told["ana"])
    assert client.post(address).status_code == 404
