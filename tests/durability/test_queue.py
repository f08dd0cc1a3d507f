"""A job lies in the transaction of what it is about, also when another job puts it in the queue; one that a dead
worker has left is taken up again; and the clock's own don't wait for all the others."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from tests.jobs import queued_jobs
from ventanilla.config.jobs import forget_done, retry_stalled
from ventanilla.core.kit.jobs import enqueue, names

NEXT = "SELECT task_name FROM procrastinate_fetch_job_v2(NULL, NULL)"
MANY_WAIT = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
    SELECT 'default', %s, jsonb_build_object('message', -number), 'todo' FROM generate_series(1, %s) AS number
"""
ENDED = """
    WITH job AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, status)
        VALUES ('default', %s, %s::procrastinate_job_status)
        RETURNING id
    )
    INSERT INTO procrastinate_events (job_id, type, at)
    SELECT id, CASE WHEN %s = 'search.index' THEN 'succeeded' ELSE 'failed' END::procrastinate_job_event_type,
        now() - make_interval(days => %s) FROM job
"""
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp()
OF_THE_CLOCK = ("timestamp", "return")


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


@pytest.mark.django_db
@pytest.mark.usefixtures("_in_a_worker")
def test_what_the_clock_brings_does_not_queue_behind_fifty_thousand_mails() -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY_WAIT, ["notifications.deliver", 50_000])
        enqueue("workflow.sweep")
        cursor.execute(NEXT)
        assert cursor.fetchone() == ("workflow.sweep",)
        cursor.execute(NEXT)
        assert cursor.fetchone() == ("notifications.deliver",)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_already_begins_after_the_transaction_that_wanted_one() -> None:
    enqueue("access.refresh_audiences", queueing_lock="everybody")
    with transaction.atomic():
        enqueue("access.refresh_audiences", queueing_lock="everybody")
        assert taken_elsewhere() is None
    assert taken_elsewhere() == "access.refresh_audiences"
    enqueue("access.refresh_audiences", queueing_lock="everybody")
    assert queued_jobs() == ["access.refresh_audiences"]


@pytest.mark.django_db
def test_jobs_that_failed_are_kept_for_ninety_days_and_turns_of_the_clock_for_three() -> None:
    with connection.cursor() as cursor:
        for name, status, days in (
            ("notifications.deliver", "failed", 89),
            ("notifications.tell", "failed", 91),
            ("workflow.sweep", "failed", 2),
            ("sla.sweep", "failed", 4),
            ("search.index", "succeeded", 1),
        ):
            cursor.execute(ENDED, [name, status, name, days])
        forget_done()
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [("notifications.deliver",), ("workflow.sweep",)]


@pytest.mark.django_db(transaction=True)
def test_three_workers_bring_each_turn_of_the_clock_once_and_the_missed_ones_of_a_day() -> None:
    async def a_worker_starts() -> None:
        deferrer = PeriodicDeferrer(app.periodic_registry, **app.periodic_defaults)
        await deferrer.defer_jobs(deferrer.get_previous_tasks(at=NOON))

    in_a_loop_of_its_own(a_worker_starts)
    first = queued_jobs()
    assert {"workflow.sweep", "jobs.forget_done", "insights.count"} <= set(first)
    assert len(first) == len(set(first)) == len(app.periodic_registry.periodic_tasks)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # they are done
    in_a_loop_of_its_own(a_worker_starts)
    in_a_loop_of_its_own(a_worker_starts)
    assert queued_jobs() == []


def taken_elsewhere() -> str | None:
    """What a worker would take up now; nothing is kept of it."""

    def take() -> str | None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(NEXT)
                transaction.set_rollback(True)
                found = cursor.fetchone()
                return str(found[0]) if found and found[0] else None
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(take).result()


def arguments_of(name: str) -> dict[str, Any]:
    """What the job is told, about rows that nobody has."""
    given = get_type_hints(inspect.unwrap(app.tasks[name].func))
    words = {"kind": "article" if name == "search.index" else "team", "at": "2027-03-01T09:00:00+00:00"}
    gone = {int: 2_000_000_000, str: "", bool: False, dict[str, Any]: {}, Sequence[int]: [2_000_000_000]}
    return {key: words.get(key, gone.get(kind)) for key, kind in given.items() if key not in OF_THE_CLOCK}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in names if arguments_of(name)))
def test_a_job_about_what_is_not_there_any_more_does_nothing(name: str) -> None:
    app.tasks[name].func(**arguments_of(name))
    assert queued_jobs() == []
