"""What a form visit is found again by, and how long its form was open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from ventanilla.core.kit import clock

SALT = "insights.visit"
OLDEST = timedelta(days=7)
LONGEST_BREAK = timedelta(minutes=30)
"""A longer one counts as this much: somebody went to lunch."""


def stamp() -> str:
    """When a form was opened, for the page to carry; signed, so that nobody makes the figures up."""
    return signing.dumps(int(clock.now().timestamp()), salt=SALT)


def opened_at(stamped: str) -> datetime | None:
    """The instant of a stamp; None when it was made up or is too old."""
    try:
        seconds = signing.loads(stamped, salt=SALT) if len(stamped) < 200 else None
    except signing.BadSignature:
        return None
    if not isinstance(seconds, int):
        return None
    now = clock.now()
    found = datetime.fromtimestamp(seconds, tz=now.tzinfo)
    return found if now - OLDEST <= found <= now else None


def key_of_draft(draft: int) -> str:
    """The key of the visit that a draft belongs to."""
    return salted_hmac(SALT, f"draft:{draft}", algorithm="sha256").hexdigest()


def key_of_sending(person: int, sending: str) -> str:
    """The key of a visit that was sent, so that the same sending counts once."""
    return salted_hmac(SALT, f"sending:{person}:{sending}", algorithm="sha256").hexdigest()


def spent(since: datetime, until: datetime) -> int:
    """The seconds between two signs of life."""
    return round(min(max(until - since, timedelta()), LONGEST_BREAK).total_seconds())


def hour_of(at: datetime) -> datetime:
    """The hour alone, so that what was sent can't be told from when it was sent."""
    return at.replace(minute=0, second=0, microsecond=0)
