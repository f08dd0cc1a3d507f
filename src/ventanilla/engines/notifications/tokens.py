"""What goes out in a mail and proves something when it comes back: reply addresses, Message-IDs, links.

All of it is signed with the portal's secret key; nothing is stored. A reply address has to survive mail servers:
no more than 64 letters before the @, and no difference between capitals and small letters (RFC 5321, 4.5.3.1.1
and 2.4), so its token is base32 and short.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from ventanilla.core.kit import clock

REPLY_LASTS = timedelta(days=180)
EPOCH = date(2025, 1, 1)
ID_BYTES, DAY_BYTES, PROOF_BYTES = 5, 2, 10
INTERNAL = 1 << 15  # the highest bit of the day
LENGTH = 2 * ID_BYTES + DAY_BYTES + PROOF_BYTES
LONGEST_LOCAL_PART = 64
TOKEN = re.compile(r"^[a-z2-7]{36}$")


class BadToken(Exception):
    """It isn't one of ours, or was changed."""


class OldToken(BadToken):
    """It is one of ours, but was made too long ago."""


@dataclass(frozen=True)
class ReplyTo:
    """Whose answers come to a reply address, and to which ticket they belong (ids). `internal`: what is answered
    was for the team alone, and so is the answer."""

    ticket: int
    person: int
    internal: bool = False


def reply_token(to: ReplyTo) -> str:
    """The token for answers of one person to one ticket, from today on."""
    day = (clock.now().date() - EPOCH).days | (INTERNAL if to.internal else 0)
    body = to.ticket.to_bytes(ID_BYTES) + to.person.to_bytes(ID_BYTES) + day.to_bytes(DAY_BYTES)
    return _encoded(body + _proofs("reply", body)[0])


def _encoded(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def read_reply_token(token: str) -> ReplyTo:
    """Whose token it is. Raises BadToken, OldToken."""
    token = token.lower()
    if not TOKEN.match(token):
        raise BadToken(token)
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except binascii.Error as error:
        raise BadToken(token) from error
    body, proof = raw[:-PROOF_BYTES], raw[-PROOF_BYTES:]
    written = len(raw) == LENGTH and _encoded(raw) == token  # its last letter has bits to spare
    if not written or not any(hmac.compare_digest(proof, good) for good in _proofs("reply", body)):
        raise BadToken(token)
    day = int.from_bytes(body[2 * ID_BYTES :])
    made_on = EPOCH + timedelta(days=day & ~INTERNAL)
    if clock.now().date() - made_on > REPLY_LASTS:
        raise OldToken(token)
    ticket, person = body[:ID_BYTES], body[ID_BYTES : 2 * ID_BYTES]
    return ReplyTo(int.from_bytes(ticket), int.from_bytes(person), bool(day & INTERNAL))


def reply_address(to: ReplyTo) -> str:
    """Where answers go, or "" when no mail comes in here."""
    local, at, host = parseaddr(settings.MAIL_REPLY_TO)[1].rpartition("@")
    if not at or not settings.MAIL_IN_URL:
        return ""
    tagged = f"{local}+{reply_token(to)}"
    return f"{tagged}@{host}" if len(tagged) <= LONGEST_LOCAL_PART else ""


def token_in(address: str) -> str:
    """What stands behind the + in one of our own addresses, or ""."""
    ours = parseaddr(settings.MAIL_REPLY_TO)[1].lower()
    local, _at, host = address.lower().rpartition("@")
    name, plus, token = local.partition("+")
    return token if plus and f"{name}@{host}" == ours else ""


def mail_host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"


def message_id(name: str) -> str:
    """A Message-ID that nobody can guess: who names it in a reply has seen the mail."""
    proof = _proofs("message-id", name.lower().encode())[0].hex()[:16]
    return f"<{name.lower()}.{proof}@{mail_host()}>"


def thread_id(number: str) -> str:
    """The root that all mails about one ticket name. It is no proof of anything."""
    return f"<{number.lower()}@{mail_host()}>"


def is_own_id(mail_id: str) -> bool:
    """Whether the portal made this Message-ID."""
    name, _at, host = mail_id.strip("<> ").rpartition("@")
    base, _dot, proof = name.rpartition(".")
    proofs = {good.hex()[:16] for good in _proofs("message-id", base.encode())}
    return host == mail_host() and proof in proofs


ALL_DAILY = "daily"
"""In the place of a kind of news: everything that comes in the daily summary."""


def stop_token(person: int, topic: str) -> str:
    """For the link in a mail that ends mails of its kind (or `ALL_DAILY`)."""
    return signing.dumps([person, topic], salt="notifications.stop")


def read_stop_token(token: str) -> tuple[int, str]:
    """Raises BadToken."""
    person, topic = _loaded(token, "notifications.stop")
    return person, topic


def undo_token(person: int, posts: Mapping[str, str]) -> str:
    """For the button that takes back what a stop link did; `posts` is how the mails came before."""
    return signing.dumps([person, dict(posts)], salt="notifications.stop.undo")


def read_undo_token(token: str) -> tuple[int, dict[str, str]]:
    """Good for a day. Raises BadToken."""
    person, posts = _loaded(token, "notifications.stop.undo", max_age=86_400)
    return person, posts


def _loaded(token: str, salt: str, max_age: int | None = None) -> tuple[Any, Any]:
    try:
        first, second = signing.loads(token, salt=salt, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken(token) from error
    return first, second


def _proofs(purpose: str, body: bytes) -> list[bytes]:
    """The proof by the present key first, then by those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salt = f"notifications.{purpose}"
    return [salted_hmac(salt, body, secret=key, algorithm="sha256").digest()[:PROOF_BYTES] for key in keys]
