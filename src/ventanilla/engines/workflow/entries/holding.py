"""Waiting for somebody outside of the team."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class Held(EntryType):
    """From now on it waits for the requester or a supplier; mostly the team's clocks stand still meanwhile."""

    name: ClassVar[str] = "workflow.held"
    icon: ClassVar[str] = "pause-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    whom: str
    paused: bool = True

    def say(self, actor: str) -> str:
        if not self.paused:
            return _("It waits for a supplier.") if self.whom == "supplier" else _("It waits for who asked.")
        if self.whom == "supplier":
            return _("It waits for a supplier: the clocks stand still.")
        return _("It waits for who asked: the clocks stand still.")


class LetGo(EntryType):
    """It waits for nobody outside any more; the clocks that stood still run on."""

    name: ClassVar[str] = "workflow.let_go"
    icon: ClassVar[str] = "play-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    paused: bool = True

    def say(self, actor: str) -> str:
        return _("The clocks run on.") if self.paused else _("It waits for nobody outside any more.")
