from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.sla.choices import ClockKind


class Breached(EntryType):
    """A promise was not kept in time. Recorded once for each clock."""

    name: ClassVar[str] = "sla.breached"
    icon: ClassVar[str] = "clock"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    weight: ClassVar[int] = 55
    kind: str
    due_at: datetime

    def say(self, actor: str) -> str:
        due = date_format(timezone.localtime(self.due_at), _("j F, H:i"))
        if self.kind == ClockKind.FIRST_RESPONSE:
            return _("The first answer is late: it was due on %(due)s.") % {"due": due}
        return _("The request is late: it was to be resolved by %(due)s.") % {"due": due}

    def kind_of_news(self) -> str:
        return "team"
