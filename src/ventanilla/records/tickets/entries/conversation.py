from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class CommentAdded(EntryType):
    """Somebody wrote: to everybody who follows the ticket, or a note for the team."""

    name: ClassVar[str] = "ticket.comment_added"
    icon: ClassVar[str] = "chat-bubble-left"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for", "participants", "assignee", "team")
    weight: ClassVar[int] = 85
    comment: int
    public: bool
    by_staff: bool
    text: str
    files: list[dict[str, str]] = []

    def visibility(self) -> SeenBy:
        return SeenBy.EVERYONE if self.public else SeenBy.TEAM

    def say(self, actor: str) -> str:
        if self.public:
            return _("%(actor)s wrote a message.") % {"actor": actor}
        return _("%(actor)s wrote a note for the team.") % {"actor": actor}

    def news(self, actor: str, reader: Person) -> str:
        if self.public and self.by_staff:
            return _("%(actor)s wrote to you.") % {"actor": actor}
        return self.say(actor)

    def kind_of_news(self) -> str:
        return "messages"

    def detail(self) -> str:
        return self.text


class Seen(EntryType):
    """The team has looked at it for the first time: the answer to «has anybody read this?»."""

    name: ClassVar[str] = "ticket.seen"
    icon: ClassVar[str] = "eye"
    team: Localized | str

    def say(self, actor: str) -> str:
        return _("%(actor)s, of %(team)s, has seen the request.") % {"actor": actor, "team": pick(self.team)}
