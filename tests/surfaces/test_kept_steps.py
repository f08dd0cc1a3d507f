"""What a service keeps from who asks (`seen_by: team`) reaches them, and those who follow them, by no way at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.files.actions import store
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.engines.workflow.queries import turns
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import add_participant, submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

SECRETS = ("Fraudfile", "Suspicion", "Rita", "Lena", "Zorro", "troublemaker", "ledger", "Headsup")
"""Titles, people, comments, answers, files and messages of the steps inside."""

FLOW = [
    {
        "group": {
            "id": "inside",
            "seen_by": "team",
            "blocks": [
                {
                    "task": {
                        "id": "file",
                        "title": {"en": "Fraudfile", "es": "Fraudfile"},
                        "team": "risk",
                        "asks": [
                            {"id": "note", "type": "short_text", "label": {"en": "Note", "es": "Nota"}},
                            {"id": "proof", "type": "file", "label": {"en": "Proof", "es": "Prueba"}},
                        ],
                    }
                },
                {
                    "notify": {
                        "id": "heads",
                        "to": "risk",
                        "subject": {"en": "Headsup", "es": "Headsup"},
                        "message": {"en": "Zorro was here", "es": "Zorro estuvo aquí"},
                    }
                },
            ],
        }
    },
    {
        "approval": {
            "id": "legal",
            "title": {"en": "Suspicion", "es": "Suspicion"},
            "seen_by": "team",
            "seats": [{"person": "lena@acme.example"}],
            "remind_after": "1 business day",
        }
    },
    {"task": {"id": "pay", "title": {"en": "Pay it back", "es": "Devolverlo"}, "team": "care"}},
]


@dataclass
class World:
    clara: Person
    carlos: Person
    luis: Person
    rita: Person
    lena: Person
    service: Service

    @property
    def outsiders(self) -> tuple[Person, ...]:
        return (self.clara, self.carlos)


@pytest.fixture
def w() -> World:
    house = factories.department()
    outside = factories.organization("globex")
    clara = factories.person("Clara", organization=outside, language="en")
    carlos = factories.person("Carlos", organization=outside, language="en")
    luis = factories.with_role(Role.AGENT, house, "Luis", language="en")
    rita = factories.with_role(Role.AGENT, house, "Rita", language="en")
    lena = factories.person("Lena", language="en")
    factories.team("care", luis)
    factories.team("risk", rita)
    lead = {
        "audience": {"fact": "person.organization_kind", "op": "is", "value": "customer"},
        "lead_time": {"business_days": 3},
        "routing": [{"team": "care"}],
    }
    return World(clara, carlos, luis, rita, lena, factories.service({"workflow": FLOW, **lead}))


def asked(w: World) -> Ticket:
    ticket = submit(actor=w.clara, service=w.service, answers={"what": "Money back"}, language="en")
    add_participant(actor=w.clara, ticket=ticket, person=w.carlos)
    return ticket


def filed(w: World, ticket: Ticket) -> None:
    upload = SimpleUploadedFile("ledger.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    proof = store(actor=w.rita, name="ledger.pdf", content=upload, accept=["pdf"])
    answers = {"note": "Zorro lies", "proof": [str(proof.key)]}
    actions.complete(actor=w.rita, task=Task.objects.get(ticket=ticket), answers=answers, comment="Zorro")


def refused(w: World, ticket: Ticket) -> None:
    decided(w, ticket, Verdict.REJECT)


def decided(w: World, ticket: Ticket, verdict: Verdict) -> None:
    approval = Approval.objects.get(ticket=ticket)
    actions.decide(actor=w.lena, approval=approval, verdict=verdict, comment="A troublemaker")


def page(path: str) -> Callable[[Person, Ticket, Service], str]:
    def read(reader: Person, ticket: Ticket, service: Service) -> str:
        client = Client()
        client.force_login(reader)
        response = client.get(path.format(number=ticket.number, slug=service.slug))
        assert response.status_code == 200
        return b"".join(response).decode() if response.streaming else response.content.decode()

    return read


def api(path: str) -> Callable[[Person, Ticket, Service], str]:
    def read(reader: Person, ticket: Ticket, service: Service) -> str:
        return str(Caller(reader).get(path.format(number=ticket.number, slug=service.slug)))

    return read


def mails(reader: Person, ticket: Ticket, service: Service) -> str:
    run_jobs()
    rows = Message.objects.filter(person=reader)
    return " ".join(f"{row.subject} {row.text} {row.html} {row.headers}" for row in rows)


def news(reader: Person, ticket: Ticket, service: Service) -> str:
    run_jobs()
    rows = Notification.objects.filter(person=reader)
    return " ".join(f"{row.title} {row.text} {row.also} {row.path}" for row in rows)


SURFACES: dict[str, Callable[[Person, Ticket, Service], str]] = {
    "the request": page("/requests/{number}/"),
    "its live part": page("/requests/{number}/live/"),
    "its history": page("/requests/{number}/history/"),
    "the history as a table": page("/requests/{number}/history/?as=csv"),
    "the history as a copy": page("/requests/{number}/history/?as=json"),
    "the list": page("/requests/"),
    "home": page("/"),
    "the service": page("/services/{slug}/"),
    "the form": page("/services/{slug}/ask/"),
    "notifications": page("/notifications/"),
    "search": page("/search/?q=money"),
    "one in the API": api("/tickets/{number}"),
    "all in the API": api("/tickets"),
    "the service in the API": api("/services/{slug}"),
    "mails": mails,
    "news": news,
}


def told(w: World, ticket: Ticket) -> dict[tuple[str, str], list[str]]:
    """By surface and reader, which of the secrets are found."""
    found = {}
    for name, read in SURFACES.items():
        for reader in w.outsiders:
            text = read(reader, Ticket.objects.get(pk=ticket.pk), w.service)
            if seen := [secret for secret in SECRETS if secret.lower() in text.lower()]:
                found[name, reader.given_name] = seen
    return found


def test_no_surface_tells_outsiders_of_the_steps_inside_at_any_time(w: World) -> None:
    ticket = asked(w)
    assert told(w, ticket) == {}
    filed(w, ticket)
    assert told(w, ticket) == {}
    refused(w, ticket)
    assert told(w, ticket) == {}


def test_in_their_place_stands_that_it_is_under_way_and_until_when(w: World) -> None:
    ticket = asked(w)
    shown = page("/requests/{number}/")(w.clara, ticket, w.service)
    assert shown.count('class="lm-name">We are working on it') == 1
    assert "We are working on it, by" in shown
    steps = Caller(w.clara).get(f"/tickets/{ticket.number}")["steps"]
    assert [(step["block"], step["state"], step["who"]) for step in steps] == [
        ("kept-1", "active", []),
        ("pay", "next", ["Care"]),
    ]
    assert steps[0]["due"] is not None


def test_who_declines_inside_is_not_heard_but_that_it_was_declined(w: World) -> None:
    ticket = asked(w)
    filed(w, ticket)
    refused(w, ticket)
    text = mails(w.clara, ticket, w.service)
    assert "The request was declined" in text
    assert "We can&#x27;t grant this request." in text or "We can't grant this request." in text


def test_the_team_sees_all_of_it_with_the_sign(w: World) -> None:
    ticket = asked(w)
    desk = page("/desk/tickets/{number}/")(w.luis, ticket, w.service)
    assert "Fraudfile" in desk
    assert "Not shown to who asks" in desk
    task = Task.objects.get(ticket=ticket)
    assert "Not shown to who asks" in page(f"/desk/tasks/{task.pk}/")(w.rita, ticket, w.service)
    filed(w, ticket)
    history = page("/requests/{number}/history/")(w.luis, ticket, w.service)
    assert "Rita has done “Fraudfile”." in history


def test_who_decides_inside_sees_and_hears_of_that_step_alone(w: World) -> None:
    ticket = asked(w)
    filed(w, ticket)
    approval = Approval.objects.get(ticket=ticket)
    assert "Suspicion" in mails(w.lena, ticket, w.service)
    shown = page(f"/approvals/{approval.pk}/")(w.lena, ticket, w.service)
    assert "only the team reads what you write here" in shown
    assert "Return for correction" not in shown
    request = page("/requests/{number}/")(w.lena, ticket, w.service)
    assert "Suspicion" in request
    assert "Fraudfile" not in request
    assert "Zorro" not in request


def test_it_is_not_sent_back_to_who_sees_nothing_of_it(w: World) -> None:
    ticket = asked(w)
    filed(w, ticket)
    with pytest.raises(Invalid) as refusal:
        decided(w, ticket, Verdict.RETURN)
    assert list(refusal.value.fields) == ["verdict"]


def test_who_decides_inside_asks_nobody_outside(w: World) -> None:
    ticket = asked(w)
    filed(w, ticket)
    approval = Approval.objects.get(ticket=ticket)
    for whom in w.outsiders:
        with pytest.raises(Invalid):
            actions.enquire(actor=w.lena, approval=approval, text="Is it true?", whom=whom)
    actions.enquire(actor=w.lena, approval=approval, text="Zorro?", whom=w.rita)
    assert told(w, ticket) == {}


def test_lists_take_as_many_queries_however_long_they_are(w: World) -> None:
    rows = [asked(w) for _number in range(3)]

    def count(some: list[Ticket]) -> int:
        reader = Person.objects.get(pk=w.clara.pk)
        with CaptureQueriesContext(connection) as taken:
            found = turns(some, reader)
        assert [[turn.kind for turn in found[row.pk]] for row in some] == [["kept"]] * len(some)
        return len(taken)

    assert count(rows) == count(rows[:1])
