from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.core.timeline import actions as timeline
from ventanilla.core.timeline.actions import Afterword
from ventanilla.engines.notifications.actions import suppressed
from ventanilla.engines.notifications.reactions import heard_names, tell_later
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket


@pytest.fixture(autouse=True)
def only_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the news follows from entries."""
    monkeypatch.setattr(timeline, "_subscriptions", [])
    monkeypatch.setattr(timeline, "_afterwords", [Afterword(heard_names(), tell_later)])


@dataclass(frozen=True)
class Cast:
    """Ana (Spanish) asks; Luis (English) and Pilar are the team; Marta is Ana's manager; Clara a customer."""

    ana: Person
    marta: Person
    luis: Person
    pilar: Person
    clara: Person
    laptop: Service
    ticket: Ticket


@pytest.fixture
def cast(db: None) -> Cast:
    it = factories.department("it")
    luis = factories.with_role(Role.AGENT, it, "Luis", language="en")
    pilar = factories.with_role(Role.AGENT, it, "Pilar", language="es")
    factories.team("it-equipment", luis, pilar)
    marta = factories.person("Marta")
    ana = factories.person("Ana", language="es", manager=marta)
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    laptop = factories.service(title={"es": "Pedir un portátil", "en": "Get a laptop"})
    with suppressed():
        ticket = submit(actor=ana, service=laptop, answers={})
    return Cast(ana, marta, luis, pilar, clara, laptop, ticket)


@dataclass
class PostOffice:
    """A real SMTP server. `refusals` are the answers to the next mails; without one, a mail is taken."""

    port: int
    received: list[EmailMessage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    refused_addresses: set[str] = field(default_factory=set)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused_addresses:
            return "550 5.1.1 There is nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.append(mail)
        return "250 OK"

    def to(self, person: Person) -> list[EmailMessage]:
        return [mail for mail in self.received if mail["To"] == person.email]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post_office(settings) -> Iterator[PostOffice]:
    office = PostOffice(port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.DELIVER_MAIL = True
    settings.PORTAL_URL = "https://portal.acme.example"
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    yield office
    controller.stop()


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")
