"""Who else sees a request."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import EntryType


class ParticipantAdded(EntryType):
    name: ClassVar[str] = "ticket.participant_added"
    icon: ClassVar[str] = "user-plus"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    person: int
    person_name: str

    def say(self, actor: str) -> str:
        if actor == self.person_name:
            return _("%(actor)s takes part in this request now.") % {"actor": actor}
        return _("%(actor)s added %(person)s.") % {"actor": actor, "person": self.person_name}

    def people_ids(self) -> list[int]:
        return [self.person]

    def news(self, actor: str, reader: Person) -> str:
        return _("%(actor)s lets you follow this request.") % {"actor": actor}

    def kind_of_news(self) -> str:
        return "messages"


class ParticipantRemoved(EntryType):
    """`left`: by themselves."""

    name: ClassVar[str] = "ticket.participant_removed"
    icon: ClassVar[str] = "user-minus"
    person: int
    person_name: str
    left: bool = False

    def say(self, actor: str) -> str:
        if self.left:
            return _("%(actor)s doesn't follow this request any more.") % {"actor": actor}
        return _("%(actor)s removed %(person)s.") % {"actor": actor, "person": self.person_name}


class SharedWith(EntryType):
    name: ClassVar[str] = "ticket.shared"
    icon: ClassVar[str] = "share"
    circle: str
    whom: Localized

    def say(self, actor: str) -> str:
        return _("%(actor)s shared this request with everybody in %(whom)s.") % {
            "actor": actor,
            "whom": pick(self.whom),
        }


class SharingEnded(EntryType):
    name: ClassVar[str] = "ticket.sharing_ended"
    icon: ClassVar[str] = "eye-slash"
    circle: str
    whom: Localized

    def say(self, actor: str) -> str:
        return _("%(actor)s doesn't share this request with %(whom)s any more.") % {
            "actor": actor,
            "whom": pick(self.whom),
        }
