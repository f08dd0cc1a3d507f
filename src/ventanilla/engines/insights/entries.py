from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class ReviewDue(EntryType):
    """The day has come on which somebody wanted to look at an article or a service again."""

    name: ClassVar[str] = "insights.review_due"
    icon: ClassVar[str] = "calendar-days"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 60
    title: Localized
    review_on: date
    where: str
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("It is time to look at “%(title)s” again.") % {"title": pick(self.title)}

    def detail(self) -> str:
        return _("Is everything still so? If it is, say when to look at it the next time.")

    def kind_of_news(self) -> str:
        return "waits"

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return self.where

    def call_to_action(self) -> str:
        return _("Look at it")


class FiguresTaken(EntryType):
    """The figures of services left the portal as a table; `period` is a month, or the last 90 days."""

    name: ClassVar[str] = "insights.figures_taken"
    icon: ClassVar[str] = "arrow-down-tray"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    period: str
    services: int

    def say(self, actor: str) -> str:
        values = {"actor": actor, "n": self.services, "period": self.period}
        return (
            ngettext(
                "%(actor)s took the figures of %(n)s service along (%(period)s).",
                "%(actor)s took the figures of %(n)s services along (%(period)s).",
                self.services,
            )
            % values
        )


class HistoriesTaken(EntryType):
    """Everything between two days left the portal as a file; `confidential` services were named by their slugs."""

    name: ClassVar[str] = "insights.histories_taken"
    icon: ClassVar[str] = "arrow-down-tray"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    since: date
    until: date
    confidential: list[str] = []

    def say(self, actor: str) -> str:
        values = {"actor": actor, "since": self.since.isoformat(), "until": self.until.isoformat()}
        words = _("%(actor)s took all histories from %(since)s to %(until)s along.") % values
        if not self.confidential:
            return words
        named = _("Confidential services in it: %(names)s.") % {"names": ", ".join(self.confidential)}
        return f"{words} {named}"
