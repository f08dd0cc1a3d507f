from __future__ import annotations

from collections.abc import Sequence

from ventanilla.core.kit.jobs import enqueue, job
from ventanilla.engines.notifications import actions, delivery
from ventanilla.engines.notifications.queries import waiting_for_digest


@job("notifications.tell")
def tell(entries: Sequence[int] = (), entry: int = 0) -> None:
    """Tell everybody who hears of the entries of one action. Running it twice tells nobody twice.

    `entry`: as the release before this one put it in the queue.
    """
    actions.tell(entries or [entry])


@job("notifications.deliver")
def deliver(message: int) -> None:
    """Send one mail. Running it twice sends it once."""
    delivery.deliver(message)


@job("notifications.digests", cron="*/10 * * * *")
def digests(timestamp: int = 0) -> None:
    """See who may get a summary now: whether it is time is looked at for each."""
    for person in waiting_for_digest():
        enqueue("notifications.digest", queueing_lock=f"digest {person}", person=person)


@job("notifications.empty_old_mails", cron="47 3 * * *")
def empty_old_mails(timestamp: int = 0) -> None:
    """Forget what was written in mails that came in long ago."""
    actions.empty_old_mails()


@job("notifications.digest")
def digest(person: int) -> None:
    """Send one person the summary of the day, if it is time. Running it twice sends it once."""
    actions.send_digest(person)
