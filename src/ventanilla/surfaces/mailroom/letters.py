"""A mail as it came, read: who wrote it, to which of our addresses, about what, and with which files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr

from ventanilla.surfaces.mailroom.bodies import from_html

OUR_ADDRESSES = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
LONGEST_TEXT = 200_000
SMALL_PICTURE = 40_000  # bytes: logos in signatures are smaller, photographs of a screen are not
MOST_FILES = 10


class Unreadable(Exception):
    """It isn't a mail that can be read."""


@dataclass(frozen=True)
class Enclosure:
    """A file that came with it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail. Addresses are in small letters; `text` is what a person reads, quotes and signature included."""

    mail_id: str
    sender: str
    sender_name: str
    return_path: str | None
    recipients: tuple[str, ...]
    subject: str
    references: tuple[str, ...]
    text: str
    raw: Message
    enclosures: tuple[Enclosure, ...] = field(default=())

    def header(self, name: str) -> str:
        return _plain(self.raw.get(name, ""))


def read(content: bytes) -> Letter:
    """Read a mail. Raises Unreadable."""
    try:
        raw = message_from_bytes(content, policy=policy.default)
        return _letter(raw, content)
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise Unreadable(str(error)) from error


def _letter(raw: EmailMessage, content: bytes) -> Letter:
    name, sender = parseaddr(_plain(raw.get("From", "")))
    returns = raw.get("Return-Path")
    addresses = getaddresses([_plain(value) for header in OUR_ADDRESSES for value in raw.get_all(header, [])])
    named = f"{_plain(raw.get('References', ''))} {_plain(raw.get('In-Reply-To', ''))}"
    return Letter(
        mail_id=id_of(raw, content),
        sender=sender.lower()[:254],
        sender_name=name[:200],
        return_path=None if returns is None else parseaddr(_plain(returns))[1].lower(),
        recipients=tuple(address.lower() for _name, address in addresses),
        subject=_plain(raw.get("Subject", ""))[:300],
        references=tuple(dict.fromkeys(part for part in named.split() if part.startswith("<"))),
        text=_text(raw),
        raw=raw,
        enclosures=tuple(_enclosures(raw)),
    )


def id_of(raw: Message, content: bytes) -> str:
    """Its Message-ID, or the digest of one that has none."""
    given = _plain(raw.get("Message-ID", "")).strip()
    return given if 0 < len(given) <= 300 else f"sha256:{hashlib.sha256(content).hexdigest()}"


def _plain(value: object) -> str:
    """A header as one line of storable text."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join(text.replace("\x00", "").split())


def _text(raw: EmailMessage) -> str:
    """The plain part, or the HTML one as plain text."""
    plain = raw.get_body(("plain",))
    if plain is not None and (words := _content(plain)).strip():
        return words
    html = raw.get_body(("html",))
    return from_html(_content(html)) if html is not None else ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        words = payload.decode(charset, "replace")
    except LookupError:
        words = payload.decode("latin-1")
    words = words.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").replace("\r\n", "\n")
    return words.replace("\r", "\n")[:LONGEST_TEXT]


def _enclosures(raw: EmailMessage) -> list[Enclosure]:
    found = []
    for part in raw.walk():
        name = part.get_filename()
        if part.is_multipart() or not name:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content and not _decorates(part, content):
            found.append(Enclosure(_plain(name), content))
    return found[:MOST_FILES]


def _decorates(part: Message, content: bytes) -> bool:
    """A small picture that stands in the text: the logo of a signature."""
    picture = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
    return picture and len(content) < SMALL_PICTURE
