from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType

MOST_NAMED = 5


class ChoicesSet(EntryType):
    """How a person wants to hear of things from now on: what they changed, old and new by name."""

    name: ClassVar[str] = "notifications.choices_set"
    icon: ClassVar[str] = "bell"
    changes: dict[str, tuple[Any, Any]]
    by_link: bool = False

    def say(self, actor: str) -> str:
        if self.by_link:
            return _("%(actor)s chose by the link in a mail how to hear of things.") % {"actor": actor}
        return _("%(actor)s chose how to hear of things.") % {"actor": actor}


class AddressCleared(EntryType):
    """Mail goes to this address again, although some came back from it."""

    name: ClassVar[str] = "notifications.address_cleared"
    icon: ClassVar[str] = "envelope"
    email: str

    def say(self, actor: str) -> str:
        return _("%(actor)s lets mail go to %(email)s again.") % {"actor": actor, "email": self.email}


class OutOfView(EntryType):
    """A message was for people who may not see the request: they were not told, and the team has to know."""

    name: ClassVar[str] = "notifications.out_of_view"
    icon: ClassVar[str] = "eye-slash"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    people: list[str]

    def say(self, actor: str) -> str:
        shown, more = self.people[:MOST_NAMED], len(self.people) - MOST_NAMED
        if more > 0:
            shown = [*shown, ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]
        names = ", ".join(shown)
        return _("A message didn't reach %(people)s: they may not see this request.") % {"people": names}

    def detail(self) -> str:
        return _("Tell them by another way, or add them to the request if they should see it.")

    def kind_of_news(self) -> str:
        return "team"
