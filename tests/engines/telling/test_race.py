"""Many at once: nothing is sent by two workers, and a removal in the middle of it costs nobody a request."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from tests.engines.telling.conftest import subscribe
from ventanilla.engines.telling.actions import remove
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.sending import send_waiting
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

WORKERS = 4
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s"


def waits(pid: int) -> bool:
    """Whether this connection waits for a lock; what pg_stat_activity says stays the same within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED, [pid])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_at_once(house, desk):
    subscription = subscribe(house, desk)
    for number in range(5):
        tickets.submit(actor=house.ana, service=house.service, answers={"what": str(number)})
    together = Barrier(WORKERS)

    def work(_number: int) -> None:
        try:
            together.wait(timeout=30)
            send_waiting(subscription.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as rush:
        list(rush.map(work, range(WORKERS)))
    assert len(desk.headers) == len(desk.known) == 5
    assert not Delivery.objects.exclude(state="delivered").exists()

    asked, other_pid = Event(), Queue[int]()

    def take_away() -> None:
        try:
            connection.ensure_connection()
            other_pid.put(connection.connection.info.backend_pid)
            asked.wait(timeout=30)
            remove(actor=house.admin, subscription=subscription)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            tickets.submit(actor=house.ana, service=house.service, answers={"what": "Last"})
            gone = other.submit(take_away)
            asked.set()
            pid, until = other_pid.get(timeout=30), time.monotonic() + 30
            while not waits(pid):
                assert not gone.done(), "it was removed although something was being kept for it"
                assert time.monotonic() < until
        gone.result(timeout=30)
    assert (Ticket.objects.count(), Subscription.objects.count(), Delivery.objects.count()) == (6, 0, 0)
