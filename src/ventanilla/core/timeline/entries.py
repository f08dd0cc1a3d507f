"""What an entry is: a small class with a stable name, its payload, and the words that tell it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy

log = logging.getLogger(__name__)

_types: dict[str, type[EntryType]] = {}


@dataclass(frozen=True)
class Handle:
    """What a one-time link in a mail may do by one press: its `purpose` ("decide", "reopen"), about which row (0: the
    entry's own ticket), and the digest of what the reader was shown ("": that of the entry)."""

    purpose: str
    subject: int
    digest: str


class EntryType(BaseModel):
    """Base of all entry types. A subclass sets the class variables, declares its payload as fields and says itself.

    `name` and `version` are stored and never change their meaning. `hears` names who is told about it: any of
    requester, requested_for, participants, assignee, team, people (then `people_ids` gives them). What one action
    brings somebody is one piece of news: the entry with the greatest `weight` is its headline (100 and more: the
    reader has to do something).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: ClassVar[str]
    version: ClassVar[int] = 1
    icon: ClassVar[str] = "information-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.EVERYONE
    hears: ClassVar[tuple[str, ...]] = ()
    weight: ClassVar[int] = 50
    of_holders: ClassVar[bool] = False
    """Whether those of its people who have the task that it is about hear of it, though the team alone reads it."""
    must_reach: ClassVar[bool] = False
    """Whether the team is told who of its people may not see what it is about, and so hears nothing."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            if cls.name in _types:
                raise TypeError(f"two entry types are called {cls.name}")
            _types[cls.name] = cls

    def visibility(self) -> SeenBy:
        """Who may read this one; a type whose payload decides (an internal note) overrides it."""
        return self.seen_by

    def say(self, actor: str) -> str:
        """One sentence in the active language; `actor` is a name, or the portal's when it acted by itself."""
        raise NotImplementedError

    def news(self, actor: str, reader: Person) -> str:
        """The same as news for `reader`, who is addressed as «you» and never spoken of."""
        return self.say(actor)

    def heft(self) -> int:
        """The weight of this one; a type whose payload decides overrides it."""
        return self.weight

    def kind_of_news(self) -> str:
        """Which of a person's choices it falls under: approvals, waits, messages, moves, team, outages."""
        return "moves"

    def detail(self) -> str:
        """More words below the sentence (a comment's text, a reason), or nothing."""
        return ""

    def people_ids(self) -> list[int]:
        """Who is meant by "people" in `hears`."""
        return []

    def reaches_its_people(self) -> bool:
        """Whether its people hear of it though the team alone reads it, as long as what it is about is theirs."""
        return self.of_holders

    def path(self, number: str) -> str:
        """Where news of this leads, below the portal's address."""
        return f"/requests/{number}/"

    def call_to_action(self) -> str:
        """What the button in a mail says; nothing for the usual «See your request»."""
        return ""

    def handle(self) -> Handle | None:
        """What its mail lets the reader do by a one-time link, if anything."""
        return None


class Unknown(EntryType):
    """Stands for an entry whose type this release doesn't know (it was written by a newer one)."""

    name = "unknown"

    def say(self, actor: str) -> str:
        return actor


class Unreadable(EntryType):
    """Stands for an entry whose payload doesn't fit its type: it is said that something happened, and no page ends."""

    name = "unknown.unreadable"
    icon = "question-mark-circle"
    type: str

    def say(self, actor: str) -> str:
        return _("Something happened here that can't be shown any more (%(type)s).") % {"type": self.type}


def read(type_name: str, payload: dict[str, object]) -> EntryType:
    """The payload as its entry type again. One that doesn't fit is logged, and `Unreadable`."""
    try:
        return _types.get(type_name, Unknown).model_validate(payload)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, one["loc"])) for one in error.errors(include_input=False))
        log.error("an entry of type %s can't be read: %s", type_name, places)
        return Unreadable(type=type_name)


def known_types() -> dict[str, type[EntryType]]:
    """Every registered type by name."""
    return dict(_types)
