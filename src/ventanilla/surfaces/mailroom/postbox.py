"""The folder on an IMAP server that mail comes into (MAIL_IN_URL), and the folders where it lies afterwards."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

DONE, IGNORED, PROBLEM = "Done", "Ignored", "Problem"
TIMEOUT = 30  # seconds


class NoPostbox(Exception):
    """MAIL_IN_URL is missing, or isn't an address of a postbox."""


@dataclass(frozen=True)
class Place:
    """Where the postbox is. `security`: imaps, imap+starttls, or imap (for a server on this machine)."""

    security: str
    host: str
    port: int
    user: str
    password: str
    folder: str


def place() -> Place:
    """What MAIL_IN_URL says: imaps://user:password@host:993/INBOX. Raises NoPostbox."""
    url = urlsplit(settings.MAIL_IN_URL)
    if url.scheme not in ("imaps", "imap", "imap+starttls") or not url.hostname or not url.username:
        raise NoPostbox("MAIL_IN_URL has to look like imaps://user:password@host/INBOX")
    try:
        port = url.port or (993 if url.scheme == "imaps" else 143)
    except ValueError as error:
        raise NoPostbox("MAIL_IN_URL has a port that is no number") from error
    folder = unquote(url.path.strip("/")) or "INBOX"
    return Place(url.scheme, url.hostname, port, unquote(url.username), unquote(url.password or ""), folder)


@contextmanager
def opened() -> Iterator[BaseMailBox]:
    """The postbox, signed in, with its folders. Raises NoPostbox, OSError, imap_tools.ImapToolsError."""
    where = place()
    box = _box(where)
    try:
        box.login(where.user, where.password, initial_folder=where.folder)
        for folder in (DONE, IGNORED, PROBLEM):
            if not box.folder.exists(folder):
                box.folder.create(folder)
        yield box
    except BaseException:
        box.client.shutdown()
        raise
    box.logout()


def _box(where: Place) -> BaseMailBox:
    if where.security == "imaps":
        context = ssl.create_default_context()
        return MailBox(where.host, where.port, timeout=TIMEOUT, ssl_context=context)
    if where.security == "imap+starttls":
        context = ssl.create_default_context()
        return MailBoxStartTls(where.host, where.port, timeout=TIMEOUT, ssl_context=context)
    return MailBoxUnencrypted(where.host, where.port, timeout=TIMEOUT)


def waiting(box: BaseMailBox, most: int) -> list[str]:
    """The ids of the mails that lie there, the oldest first."""
    return box.uids()[:most]


def size_of(box: BaseMailBox, uid: str) -> int:
    """In bytes; 0 when it is gone."""
    answer = _fetched(box, uid, "(RFC822.SIZE)")
    digits = answer.rpartition(b"RFC822.SIZE ")[2].split(b")")[0].split(b" ")[0]
    return int(digits) if digits.isdigit() else 0


def content_of(box: BaseMailBox, uid: str, *, headers_only: bool = False) -> bytes:
    """The mail itself, left unread; b"" when it is gone."""
    part = "(BODY.PEEK[HEADER])" if headers_only else "(BODY.PEEK[])"
    _status, answer = box.client.uid("fetch", uid, part)
    return next((bytes(item[1]) for item in answer if isinstance(item, tuple)), b"")


def put(box: BaseMailBox, uid: str, folder: str) -> None:
    """Move a mail that has been dealt with."""
    box.move(uid, folder)


def _fetched(box: BaseMailBox, uid: str, part: str) -> bytes:
    _status, answer = box.client.uid("fetch", uid, part)
    return b" ".join(item if isinstance(item, bytes) else item[0] for item in answer if item)
