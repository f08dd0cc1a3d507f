from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
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


class TargetsMoved(EntryType):
    """The working hours changed, and with them by when something is due: old and new instant by kind of target."""

    name: ClassVar[str] = "sla.targets_moved"
    icon: ClassVar[str] = "calendar-days"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    moved: dict[str, tuple[datetime, datetime]]

    def say(self, actor: str) -> str:
        return _("The working hours changed, and the targets with them.")

    def detail(self) -> str:
        return "\n".join(_moved(kind, new) for kind, (_old, new) in sorted(self.moved.items()))


def _moved(kind: str, due_at: datetime) -> str:
    due = date_format(timezone.localtime(due_at), _("j F, H:i"))
    if kind == ClockKind.FIRST_RESPONSE:
        return _("The first answer is due on %(due)s.") % {"due": due}
    return _("The request is to be resolved by %(due)s.") % {"due": due}


class Warned(EntryType):
    """A moment on the way to a deadline has come, and these people are told."""

    name: ClassVar[str] = "sla.warned"
    icon: ClassVar[str] = "bell-alert"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 54
    kind: str
    due_at: datetime
    at: str
    message: dict[str, str] = {}
    names: list[str] = []
    people: list[int] = []

    def say(self, actor: str) -> str:
        due = date_format(timezone.localtime(self.due_at), _("j F, H:i"))
        if self.kind == ClockKind.FIRST_RESPONSE:
            return _("The first answer is due on %(due)s.") % {"due": due}
        return _("The request is to be resolved by %(due)s.") % {"due": due}

    def detail(self) -> str:
        told = _("Told: %(names)s") % {"names": ", ".join(self.names)} if self.names else ""
        return "\n".join(filter(None, (pick(self.message), told)))

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "team"


class ThresholdFailed(EntryType):
    """What should have happened at a moment of a deadline could not be done."""

    name: ClassVar[str] = "sla.threshold_failed"
    icon: ClassVar[str] = "exclamation-triangle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    at: str
    problem: str
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("At “%(at)s” of the deadline something could not be done: %(problem)s") % {
            "at": self.at,
            "problem": self.problem,
        }

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "team"
