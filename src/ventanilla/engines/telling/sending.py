"""Sending what waits: outside of any transaction, one after another to each subscription, by one worker at a time.

What is sent may have arrived although nobody said so: it is sent again with the same id. So everything arrives at
least once, and what there is about a ticket in order.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection as database

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import enqueue
from ventanilla.engines.telling.actions import settle
from ventanilla.engines.telling.attempts import attempt
from ventanilla.engines.telling.queries import next_to_send

TURN = 45.0
"""Seconds after which others have their turn."""

ADVISORY = 711_402  # the class of our advisory locks: one worker at a time sends to a subscription


def send_waiting(subscription: int) -> None:
    """Send what is due, until nothing is or something fails (then it is left in peace for a while)."""
    until = time.monotonic() + TURN
    while next_to_send(subscription, clock.now()) is not None:
        with _alone(subscription) as ours:
            if not ours:
                return  # whoever is at it looks again when it is done
            while time.monotonic() < until and _send_one(subscription):
                pass
        if time.monotonic() >= until:
            enqueue("telling.send", subscription=subscription)
            return


def _send_one(subscription: int) -> bool:
    """Whether there was something to send; after a failure nothing is, until it has rested."""
    delivery = next_to_send(subscription, clock.now())
    if delivery is None:
        return False
    settle(delivery=delivery.pk, subscription=subscription, outcome=attempt(delivery))
    return True


@contextmanager
def _alone(subscription: int) -> Iterator[bool]:
    """A lock of this database session: it ends with the process, however that ends."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ADVISORY, subscription % 2**31])
        row = cursor.fetchone()
        ours = bool(row and row[0])
        try:
            yield ours
        finally:
            if ours:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [ADVISORY, subscription % 2**31])
