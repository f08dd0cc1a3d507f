from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue, job
from ventanilla.engines.telling.actions import forget_old
from ventanilla.engines.telling.queries import with_something_due
from ventanilla.engines.telling.sending import send_waiting


@job("telling.send")
def send(subscription: int) -> None:
    """Send what waits for a subscription. Running it twice sends nothing twice that was answered."""
    send_waiting(subscription)


@job("telling.look", cron="* * * * *")
def look(timestamp: int = 0) -> None:
    """See to whom something is due again."""
    for subscription in with_something_due():
        enqueue("telling.send", queueing_lock=f"telling {subscription}", subscription=subscription)


@job("telling.forget", cron="37 3 * * *")
def forget(timestamp: int = 0) -> None:
    """Forget what was told a month ago."""
    forget_old()
