from __future__ import annotations

import imaplib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count

import pytest

from tests.engines.notifications.conftest import cast, only_news, post_office
from tests.surfaces.mailroom import dovecot
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.tokens import ReplyTo, reply_address
from ventanilla.records.tickets.models import Ticket

__all__ = ["cast", "only_news", "post_office"]

MISSING = (
    "No dovecot here. As root type: apt-get install -y --no-install-recommends dovecot-imapd, or: make test"
)
_numbers = count(1)


@pytest.fixture(scope="session")
def imap_server() -> Iterator[dovecot.Dovecot]:
    if not dovecot.is_there():
        pytest.fail(MISSING)
    with dovecot.running() as server:
        yield server


@dataclass(frozen=True)
class Postbox:
    """An account of its own for each test."""

    client: imaplib.IMAP4

    def receive(self, *mails: EmailMessage) -> None:
        for mail in mails:
            status, answer = self.client.append("INBOX", "", imaplib.Time2Internaldate(0), bytes(mail))
            assert status == "OK", answer

    def subjects(self, folder: str) -> list[str]:
        status, count_ = self.client.select(folder, readonly=True)
        if status != "OK" or count_ == [b"0"]:
            return []
        _status, found = self.client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        return [
            part[1].decode().removeprefix("Subject: ").strip() for part in found if isinstance(part, tuple)
        ]


@pytest.fixture
def mail_in(settings) -> None:
    """Mail comes in here; nobody has to look for it."""
    settings.MAIL_IN_URL = "imap://nobody:nothing@127.0.0.1:1/INBOX"
    settings.MAIL_REPLY_TO = "Acme <ayuda@acme.example>"
    settings.PORTAL_URL = "https://portal.acme.example"


@pytest.fixture
def postbox(imap_server: dovecot.Dovecot, mail_in: None, settings) -> Iterator[Postbox]:
    account = f"box{next(_numbers)}"
    settings.MAIL_IN_URL = imap_server.url(account)
    client = imap_server.enter(account)
    yield Postbox(client)
    client.logout()


def letter(
    sender: Person | str, text: str = "On Thursday.", *, to: str = "ayuda@acme.example", **headers: str
) -> EmailMessage:
    """A mail as a person writes it. Headers by name, with _ for -."""
    mail = EmailMessage()
    address = sender if isinstance(sender, str) else f"{sender.name} <{sender.email}>"
    number = next(_numbers)
    given = {
        "Return-Path": f"<{sender if isinstance(sender, str) else sender.email}>",
        "From": address,
        "To": to,
        "Subject": f"Hello {number}",
        "Message-ID": f"<{number}.{id(mail)}@laptop.example>",
    }
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def reply(
    person: Person, ticket: Ticket, text: str = "On Thursday.", *, internal: bool = False, **headers: str
) -> EmailMessage:
    """An answer to a mail that this person was sent about this ticket."""
    address = reply_address(ReplyTo(ticket.pk, person.pk, internal))
    return letter(person, text, to=address, **headers)
