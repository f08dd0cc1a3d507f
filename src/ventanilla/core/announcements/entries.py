"""What is recorded about announcements."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class AnnouncementMade(EntryType):
    name: ClassVar[str] = "announcement.made"
    icon: ClassVar[str] = "megaphone"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    values: dict[str, Any]

    def say(self, actor: str) -> str:
        return _("%(actor)s announced “%(title)s”.") % {
            "actor": actor,
            "title": pick(self.values.get("title")),
        }


class AnnouncementChanged(EntryType):
    """Old and new value by field."""

    name: ClassVar[str] = "announcement.changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: Localized
    changes: dict[str, tuple[Any, Any]]

    def say(self, actor: str) -> str:
        return _("%(actor)s changed the announcement “%(title)s”.") % {
            "actor": actor,
            "title": pick(self.title),
        }


class AnnouncementEnded(EntryType):
    name: ClassVar[str] = "announcement.ended"
    icon: ClassVar[str] = "archive-box"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: Localized

    def say(self, actor: str) -> str:
        return _("%(actor)s took the announcement “%(title)s” down.") % {
            "actor": actor,
            "title": pick(self.title),
        }


class AnnouncementTold(EntryType):
    """Some of the people whom it reaches are told; there is one of these for every few hundred."""

    name: ClassVar[str] = "announcement.told"
    icon: ClassVar[str] = "megaphone"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    title: Localized
    text: Localized
    link: str = ""
    people: list[int]

    def say(self, actor: str) -> str:
        return pick(self.title)

    def detail(self) -> str:
        return pick(self.text)

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "announcements"

    def path(self, number: str) -> str:
        return self.link if self.link.startswith("/") else "/announcements/"

    def call_to_action(self) -> str:
        return _("Read more")
