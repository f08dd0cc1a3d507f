"""Many at once: nothing is sent by two workers, and a removal in the middle of it costs nobody a request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
BLOCKED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
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

    asked = Event()

    def take_away() -> None:
        try:
            asked.wait(timeout=30)
            remove(actor=house.admin, subscription=subscription)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            tickets.submit(actor=house.ana, service=house.service, answers={"what": "Last"})
            gone = other.submit(take_away)
            asked.set()
            while not somebody_waits():
                assert not gone.done(), "it was removed although something was being kept for it"
        gone.result(timeout=30)
    assert (Ticket.objects.count(), Subscription.objects.count(), Delivery.objects.count()) == (6, 0, 0)
