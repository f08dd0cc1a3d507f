"""What is told of followers, of what was asked for several people, and of orders."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.records.tickets.choices import DONE


class FollowerAdded(EntryType):
    """Somebody has the same need. Who it is only the team reads."""

    name: ClassVar[str] = "ticket.follower_added"
    icon: ClassVar[str] = "user-plus"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM

    def say(self, actor: str) -> str:
        return _("%(actor)s has the same need, and hears how this goes.") % {"actor": actor}


class FollowerGone(EntryType):
    name: ClassVar[str] = "ticket.follower_gone"
    icon: ClassVar[str] = "user-minus"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM

    def say(self, actor: str) -> str:
        return _("%(actor)s doesn't follow this any more.") % {"actor": actor}


class FollowedMoved(EntryType):
    """Of a request that somebody follows: how it goes. Stands in the follower's own stream."""

    name: ClassVar[str] = "ticket.followed_moved"
    icon: ClassVar[str] = "arrow-path"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    person: int
    number: str
    title: Localized
    status: str
    outcome: str = ""
    cause: int

    def say(self, actor: str) -> str:
        return self._words() % {"title": pick(self.title)}

    def news(self, actor: str, reader: Person) -> str:
        return self.say(actor)

    def people_ids(self) -> list[int]:
        return [self.person]

    def path(self, number: str) -> str:
        return f"/requests/{self.number}/followed/"

    def _words(self) -> str:
        if self.status == "open":
            return _("The team works on what you follow: %(title)s")
        if self.outcome in DONE:
            return _("What you follow is solved: %(title)s")
        return _("What you follow was closed: %(title)s")


class LeftOut(EntryType):
    """One of several people was left out, by whoever decides about all of them."""

    name: ClassVar[str] = "ticket.left_out"
    icon: ClassVar[str] = "user-minus"
    whom: str
    number: str
    text: str = ""

    def say(self, actor: str) -> str:
        return _("%(actor)s left %(person)s out.") % {"actor": actor, "person": self.whom}

    def detail(self) -> str:
        return self.text
