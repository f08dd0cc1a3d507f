from __future__ import annotations

from ventanilla.core.announcements.actions import tell_some
from ventanilla.core.kit.jobs import job


@job("announcements.tell")
def tell(announcement: int) -> None:
    """Tell all its people, some at a time. Running it twice tells nobody twice."""
    while tell_some(announcement):
        pass
