from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.engines.notifications import actions, delivery


@job("notifications.tell")
def tell(entry: int) -> None:
    """Tell everybody who hears of an entry. Running it twice tells nobody twice."""
    actions.tell(entry)


@job("notifications.deliver")
def deliver(message: int) -> None:
    """Send one mail. Running it twice sends it once."""
    delivery.deliver(message)
