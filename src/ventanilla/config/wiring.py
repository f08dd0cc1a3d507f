"""Who reacts to which entries, in order: the one place to read what follows from what.

Clocks, workflow and the like run inside the transaction of the action, each in a savepoint. What reaches the
world outside (mail, indexing, other tickets) only puts a job in the queue here.
"""

from __future__ import annotations

from ventanilla.core.timeline.actions import Subscription
from ventanilla.core.timeline.actions import install as install_subscriptions


def install() -> None:
    """Called once, when all apps are loaded."""
    install_subscriptions(SUBSCRIPTIONS)


SUBSCRIPTIONS: list[Subscription] = []
