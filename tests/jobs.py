"""Run the jobs that an action has put in the queue, here and now."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.db import connection
from procrastinate.contrib.django import app

from ventanilla.core.kit import clock

NEXT = """
    SELECT id, task_name, args, attempts FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)
      AND (%s::text IS NULL OR task_name = %s)
    ORDER BY priority DESC, id LIMIT 1
"""
MARK = "UPDATE procrastinate_jobs SET status = %s, attempts = attempts + 1 WHERE id = %s"


class Queued(NamedTuple):
    """A job that waits in the queue."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int


def run_jobs(name: str | None = None, *, retry: bool = False) -> list[str]:
    """Run all queued jobs one after another (only those called `name`, when given), and those that they queue
    in turn, in the test's own connection and transaction, so `@pytest.mark.django_db` will do. Returns the
    names of the jobs in the order in which they ran.

        from tests.jobs import run_jobs

        tickets.actions.submit(...)
        assert "notifications.tell" in run_jobs()

    Jobs for later (`run_at`) run when the clock has got there: `with clock.frozen(later): run_jobs()`. Cron
    jobs aren't queued by this; call their function. An error of a job is raised; with `retry` the job is run
    again at once, as often as the queue would with its pauses, and then marked as failed without an error.
    """
    ran: list[str] = []
    while queued := _next(name):
        ran.append(queued.name)
        _mark(queued, "doing")
        try:
            app.tasks[queued.name].func(**queued.arguments)
        except Exception as error:
            if not retry:
                _mark(queued, "failed")
                raise
            _mark(queued, "todo" if _has_more_tries(queued, error) else "failed")
        else:
            _mark(queued, "succeeded")
    return ran


def queued_jobs() -> list[str]:
    """The names of the jobs that wait in the queue, those for later included, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def _next(name: str | None) -> Queued | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [clock.now(), name, name])
        row = cursor.fetchone()
    if row is None:
        return None
    arguments = row[2] if isinstance(row[2], dict) else json.loads(row[2])
    return Queued(row[0], row[1], arguments, row[3])


def _mark(queued: Queued, status: str) -> None:
    sql = MARK if status == "doing" else MARK.replace(", attempts = attempts + 1", "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [status, queued.id])


def _has_more_tries(queued: Queued, error: Exception) -> bool:
    strategy = app.tasks[queued.name].retry_strategy
    if strategy is None:
        return False
    limit = getattr(strategy, "max_attempts", None)
    return limit is None or queued.attempts < limit
