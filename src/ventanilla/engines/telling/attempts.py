"""One try: to the address as it is judged now, within its time, never redirected."""

from __future__ import annotations

import logging

from django.utils import translation

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.sealing import Unreadable
from ventanilla.engines.integrations.connector import Misconfigured, NoAnswer, NotSent
from ventanilla.engines.integrations.http.client import Sent, send
from ventanilla.engines.telling.models import Delivery
from ventanilla.engines.telling.patience import Fate, Outcome
from ventanilla.engines.telling.places import checked_address
from ventanilla.engines.telling.signing import headers_of

log = logging.getLogger(__name__)

SECONDS = 10.0
MOST_BYTES = 16_384
SHOWN = 300
NEVER_TAKEN = frozenset({400, 413, 415, 422})
"""Answers of somebody who has understood: the same thing again would get the same answer."""


def attempt(delivery: Delivery) -> Outcome:
    """Send it once and say what came of it; nothing is kept here."""
    try:
        with translation.override("en"):  # as it is kept; it is said in the reader's language
            return _judged(_sent(delivery))
    except Unreadable:
        return Outcome(Fate.AGAIN, problem="the signing secret can't be opened any more")
    except (NotSent, NoAnswer, Misconfigured, Invalid) as error:
        return Outcome(Fate.AGAIN, problem=str(error))
    except Exception as error:  # one that can't be sent holds up no other
        log.exception("delivery %s failed", delivery.pk)
        return Outcome(Fate.AGAIN, problem=type(error).__name__)


def _sent(delivery: Delivery) -> Sent:
    subscription = delivery.subscription
    return send(
        "POST",
        checked_address(subscription.address),
        headers=headers_of(subscription, delivery, clock.now()),
        content=delivery.body.encode(),
        seconds=SECONDS,
        most_bytes=MOST_BYTES,
        cut=True,
    )


def _judged(came: Sent) -> Outcome:
    excerpt = _readable(came.text)
    if 200 <= came.status < 300:
        return Outcome(Fate.DELIVERED, came.status, excerpt)
    said = f"it answered {came.status}"
    if came.status == 410:
        return Outcome(Fate.GONE, came.status, excerpt, said)
    if came.status in NEVER_TAKEN:
        return Outcome(Fate.REFUSED, came.status, excerpt, said)
    if 300 <= came.status < 400:
        said = f"it answered {came.status} and leads elsewhere: write the address where it ends"
    return Outcome(Fate.AGAIN, came.status, excerpt, said, _wish(came))


def _readable(text: bytes) -> str:
    """How the answer begins, on one line and without what can't be kept."""
    words = text[: SHOWN * 4].decode(errors="replace")
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())[:SHOWN]


def _wish(came: Sent) -> int:
    """The seconds for which it asks us to wait; 0 when it doesn't, or names a day instead."""
    wish = came.headers.get("retry-after", "")
    return min(int(wish), 86_400) if wish.isascii() and wish.isdigit() and len(wish) < 8 else 0
