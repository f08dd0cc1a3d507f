"""Looking after the job queue itself."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from ventanilla.core.kit.jobs import job

log = logging.getLogger(__name__)

STALLED_AFTER = 20  # seconds without a sign of life, which comes every five
KEEP_DONE_HOURS = 72


@job("jobs.retry_stalled", cron="* * * * * */10")
async def retry_stalled(timestamp: int = 0) -> None:
    """Take up again what a worker that died had begun: nothing else does. Safe because every job is repeatable."""
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
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
async def forget_done(timestamp: int = 0) -> None:
    """Delete jobs that were done three days ago; those that failed stay for the administrator to see."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)
