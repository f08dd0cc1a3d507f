"""A job lies in the transaction of what it is about, also when another job puts it in the queue; one that a dead
worker has left is taken up again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from tests.jobs import queued_jobs
from ventanilla.config.jobs import retry_stalled
from ventanilla.core.kit.jobs import enqueue


@pytest.fixture
def _in_a_worker() -> Iterator[None]:
    """Within a worker the queue has connections of its own."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_in_a_worker")
def test_a_job_of_a_job_is_taken_back_with_its_transaction() -> None:
    with transaction.atomic():
        enqueue("notifications.deliver", message=1)
        assert queued_jobs() == ["notifications.deliver"]
        transaction.set_rollback(True)
    assert queued_jobs() == []


@pytest.mark.django_db
def test_a_job_of_an_action_is_taken_back_with_its_transaction() -> None:
    with transaction.atomic():
        enqueue("notifications.deliver", message=1)
        assert queued_jobs() == ["notifications.deliver"]
        transaction.set_rollback(True)
    assert queued_jobs() == []


def in_a_loop_of_its_own(task: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it in another thread: in this one a browser's loop may run, left by an earlier test."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, task()).result()


@pytest.mark.django_db(transaction=True)
def test_what_a_dead_worker_left_is_taken_up_again_also_when_its_next_turn_waits_already() -> None:
    for name in ("workflow.sweep", "notifications.deliver"):
        enqueue(name)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    enqueue("workflow.sweep")
    in_a_loop_of_its_own(retry_stalled)
    assert sorted(queued_jobs()) == ["notifications.deliver", "workflow.sweep"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (2,)
