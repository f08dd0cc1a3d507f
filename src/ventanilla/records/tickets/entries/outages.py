from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.entries import EntryType
from ventanilla.records.tickets.entries.course import Resolved


class JoinedToOutage(EntryType):
    """It is one report of something bigger; its name is left out where it isn't for who asked."""

    name: ClassVar[str] = "ticket.joined_to_outage"
    icon: ClassVar[str] = "signal"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    outage: int
    title: Localized = {}
    people: list[int] = []

    def say(self, actor: str) -> str:
        if not self.title:
            return _("It is known: more people have the same trouble, and we are on it.")
        return _("It is known: “%(title)s”. We tell you when it is over.") % {"title": pick(self.title)}

    def kind_of_news(self) -> str:
        return "outages"

    def people_ids(self) -> list[int]:
        return self.people


class LeftOutage(EntryType):
    """It is worked on by itself again: it was something else, or it still fails for who asked."""

    name: ClassVar[str] = "ticket.left_outage"
    icon: ClassVar[str] = "arrow-uturn-left"
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    by_asker: bool = False

    def say(self, actor: str) -> str:
        if self.by_asker:
            return _("%(actor)s says that it still fails.") % {"actor": actor}
        return _("%(actor)s took it out of the outage: it is looked at by itself.") % {"actor": actor}


class ResolvedWithOutage(Resolved):
    """It ended together with its outage. Heard by those who haven't been told of that yet, and by nobody twice."""

    name: ClassVar[str] = "ticket.resolved_with_outage"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    outage: int
    title: Localized = {}
    said: Localized = {}
    people: list[int] = []

    def say(self, actor: str) -> str:
        if not self.title:
            return _("It works again. If it still fails for you, tell us.")
        return _("“%(title)s” is over. If it still fails for you, tell us.") % {"title": pick(self.title)}

    def detail(self) -> str:
        return pick(self.said)

    def kind_of_news(self) -> str:
        return "outages"

    def people_ids(self) -> list[int]:
        return self.people
