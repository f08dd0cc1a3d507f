"""Who took the history of a request out of the portal."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class HistoryTaken(EntryType):
    """A copy of the history left the portal as a file; `form` is "csv" or "json"."""

    name: ClassVar[str] = "ticket.history_taken"
    icon: ClassVar[str] = "arrow-down-tray"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    weight: ClassVar[int] = 1
    form: str

    def say(self, actor: str) -> str:
        return _("%(actor)s took the history along as a file (%(form)s).") % {
            "actor": actor,
            "form": self.form.upper(),
        }
