from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.engines.integrations.actions import forget_expired


@job("integrations.forget", cron="*/15 * * * *")
def forget(timestamp: int = 0) -> None:
    """Empty the one-time secrets that nobody came for."""
    forget_expired()
