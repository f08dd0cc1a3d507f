"""Looking after the job queue itself."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job

log = logging.getLogger(__name__)

STALLED_AFTER = 20  # seconds without a sign of life, which comes every five
KEEP_FAILED = timedelta(days=90)
KEEP_FAILED_TURNS = timedelta(days=3)
"""Of what comes by the clock, and so fails again and again."""
FORGET = """
    DELETE FROM procrastinate_jobs AS job WHERE status IN ('succeeded', 'cancelled', 'aborted')
    OR status = 'failed' AND CASE WHEN task_name = ANY(%(turns)s) THEN %(soon)s ELSE %(late)s END > coalesce(
        (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id), '-infinity')
"""


@job("jobs.retry_stalled", cron="* * * * * */10")
async def retry_stalled(timestamp: int = 0) -> None:
    """Take up again what a worker that died had begun: nothing else does. Safe because every job is repeatable."""
    try:
        left = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER)
    except ConnectorException as error:  # the next turn comes in ten seconds
        log.warning("the queue can't be looked after: %s", error.__cause__)
        return
    for stalled in left:
        log.warning(
            "job %s (%s) was left by a worker that died; it is tried again", stalled.id, stalled.task_name
        )
        await _try_again(stalled)


async def _try_again(stalled: Job) -> None:
    try:
        await app.job_manager.retry_job(stalled)
    except UniqueViolation:  # its twin waits in the queue already, and will do what this one had begun
        await app.job_manager.finish_job(stalled, Status.ABORTED, delete_job=True)
    except ConnectorException as error:  # one that can't be taken up holds up no other
        log.warning("job %s was taken up by somebody else, or can't be: %s", stalled.id, error.__cause__)


@job("jobs.forget_done", cron="17 3 * * *")
def forget_done(timestamp: int = 0) -> None:
    """Delete what is left of jobs that were done (a release before this one kept them). Those that failed stay for the
    administrator to see, the latest times of what comes by the clock."""
    now = clock.now()
    turns = [name for name, _turn in app.periodic_registry.periodic_tasks]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"turns": turns, "soon": now - KEEP_FAILED_TURNS, "late": now - KEEP_FAILED})
