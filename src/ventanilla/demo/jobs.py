"""The worker fills in the past of the demo while the portal runs."""

from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue, job
from ventanilla.demo.past.frame import COUNT, is_there
from ventanilla.demo.past.playing import play

AT_A_TIME = 5.0  # seconds; other jobs come in between


@job("demo.past")
def fill_in(count: int = COUNT, after: int = -1) -> None:
    """Play some of the past and put the rest in the queue again. May be repeated: what was played stays as it is.

    Does nothing when the demo was taken away.
    """
    if not is_there():
        return
    left = play(count, after=after, seconds=AT_A_TIME)
    if left is not None:
        _go_on(count, left)
    else:
        enqueue("sla.pace")
        enqueue("insights.count")


def begin(count: int = COUNT) -> None:
    """Let the worker play what is missing of the past; a second call while it waits in the queue changes nothing."""
    _go_on(count, -1)


def _go_on(count: int, after: int) -> None:
    enqueue("demo.past", lock="demo.past", queueing_lock="demo.past", count=count, after=after)
