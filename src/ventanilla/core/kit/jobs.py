"""Background work, by name.

A room that stands lower asks for a job of a higher one by its name, so no import goes up:

    enqueue("notifications.deliver", message=17)

The row of the job is written in the caller's transaction: a rollback leaves no job. A job may run twice
(a worker can die between doing and saying so), so every job is written to be repeatable.
"""

from __future__ import annotations

import functools
import inspect
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Max
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager

Function = TypeVar("Function", bound=Callable[..., Any])

log = logging.getLogger(__name__)

names: set[str] = set()
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
PUNCTUAL = 10
"""The priority of what comes by the clock: it doesn't queue behind fifty thousand mails."""
PAUSES = (1, 2, 4, 8)
"""Seconds in which the database may come back: a turn of the clock isn't tried again by the queue."""
HOLD = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo' FOR SHARE"


def job(name: str, *, queue: str = "default", cron: str | None = None) -> Callable[[Function], Function]:
    """Register the decorated function as the job `name`; with `cron` it also runs by itself.

    A periodic job is called with the keyword `timestamp` (seconds since 1970).
    """

    def register(function: Function) -> Function:
        # A cron job isn't retried: its next turn comes soon, and would collide with the retry.
        by_the_clock = {"queueing_lock": name, "priority": PUNCTUAL}
        options: dict[str, Any] = by_the_clock if cron else {"retry": RETRY}
        tries = len(PAUSES) if cron else 0
        task: Any = app.task(name=name, queue=queue, **options)(_with_fresh_connection(function, tries))  # type: ignore[no-untyped-call]
        if cron:
            app.periodic(cron=cron)(task)
        names.add(name)
        return function

    return register


def _with_fresh_connection(function: Function, tries: int = 0) -> Function:
    """A worker lives long: a connection that the database has closed meanwhile must not fail every job after. When the
    database goes away while it runs, it begins again after a pause, so many times."""
    if inspect.iscoroutinefunction(function):
        return function

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if connection.in_atomic_block:  # run by a test, in its own transaction
            return function(*args, **kwargs)
        for pause in PAUSES[:tries]:
            with suppress(OperationalError, InterfaceError):
                return _run(function, args, kwargs)
            time.sleep(pause)
        return _run(function, args, kwargs)

    return cast(Function, run)


def _run(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    close_old_connections()
    try:
        return function(*args, **kwargs)
    finally:
        close_old_connections()


def _deferrer(name: str, **options: Any) -> JobDeferrer:
    """Writes to Django's own connection. In a worker the app has another one: there a job would be in the queue, and
    taken out of it, before what it is about has been committed."""
    deferrer = app.configure_task(name, **options)
    deferrer.job_manager = JobManager(DjangoConnector(alias=DEFAULT_DB_ALIAS))
    return deferrer


def enqueue(
    name: str,
    *,
    run_at: datetime | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    **arguments: Any,
) -> None:
    """Put job `name` in the queue, in the current transaction.

    `run_at`: not before this instant (aware). `lock`: jobs with the same lock never run side by side.
    `queueing_lock`: while one with the same lock waits in the queue, no second one is put there, and the one that
    waits begins after this transaction, so that it sees what was done here.
    Raises LookupError when no job has that name.
    """
    if name not in names:
        raise LookupError(f"no job is called {name!r}")
    options: dict[str, Any] = {"lock": lock} if lock else {}
    if run_at:
        options["schedule_at"] = run_at
    if queueing_lock is None:
        _deferrer(name, **options).defer(**arguments)
        return
    while not _joined(queueing_lock):
        try:
            with transaction.atomic():
                _deferrer(name, queueing_lock=queueing_lock, **options).defer(**arguments)
        except AlreadyEnqueued:
            log.debug("%s waits in the queue already", name)
        else:
            return


def _joined(queueing_lock: str) -> bool:
    """Whether one waits in the queue already. No worker takes it up then before this transaction is through."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [queueing_lock])
        return cursor.fetchone() is not None


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up: its name, what it was about, how often it was tried, and when the last time was."""

    name: str
    arguments: dict[str, Any]
    attempts: int
    at: datetime | None


def failed_jobs(limit: int = 100) -> list[FailedJob]:
    """The jobs that were given up, the latest first."""
    rows = (
        ProcrastinateJob.objects.filter(status="failed")
        .annotate(at=Max("procrastinateevent__at"))
        .order_by("-id")
    )
    return [FailedJob(row.task_name, row.args, row.attempts, row.at) for row in rows[:limit]]
