"""What is recorded about assets, on each one's own stream."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class ModelAdded(EntryType):
    """A make and model of which there can be pieces."""

    name: ClassVar[str] = "asset.model_added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    slug: str
    model_name: Localized
    department: str

    def say(self, actor: str) -> str:
        return _("%(actor)s added the model %(model)s.") % {"actor": actor, "model": pick(self.model_name)}


class Added(EntryType):
    """A piece came into stock."""

    name: ClassVar[str] = "asset.added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    model: str
    serial: str
    location: str = ""

    def say(self, actor: str) -> str:
        return _("%(actor)s put %(serial)s in stock.") % {"actor": actor, "serial": self.serial}


class Reserved(EntryType):
    """A piece was put aside."""

    name: ClassVar[str] = "asset.reserved"
    icon: ClassVar[str] = "bookmark"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    serial: str

    def say(self, actor: str) -> str:
        return _("%(serial)s was put aside.") % {"serial": self.serial}


class Released(EntryType):
    """A piece that was put aside is free again."""

    name: ClassVar[str] = "asset.released"
    icon: ClassVar[str] = "bookmark-slash"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    serial: str

    def say(self, actor: str) -> str:
        return _("%(serial)s isn't put aside any more.") % {"serial": self.serial}


class SeatsChanged(EntryType):
    """A licence has another number of seats."""

    name: ClassVar[str] = "asset.seats_changed"
    icon: ClassVar[str] = "ticket"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    slug: str
    old: int | None = None
    new: int

    def say(self, actor: str) -> str:
        values = {"actor": actor, "model": self.slug, "count": self.new}
        return _("%(actor)s set the seats of %(model)s to %(count)s.") % values


class Assigned(EntryType):
    """A piece went to a person."""

    name: ClassVar[str] = "asset.assigned"
    icon: ClassVar[str] = "arrow-right-circle"
    serial: str
    holder: int
    holder_name: str

    def say(self, actor: str) -> str:
        return _("%(serial)s went to %(person)s.") % {"serial": self.serial, "person": self.holder_name}


class Returned(EntryType):
    """A piece came back and is in stock again."""

    name: ClassVar[str] = "asset.returned"
    icon: ClassVar[str] = "arrow-uturn-left"
    serial: str
    holder: int
    holder_name: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "serial": self.serial, "person": self.holder_name}
        return _("%(actor)s took %(serial)s back from %(person)s.") % values


class Retired(EntryType):
    """A piece is out of use for good."""

    name: ClassVar[str] = "asset.retired"
    icon: ClassVar[str] = "archive-box"
    serial: str
    reason: str = ""
    holder: int | None = None

    def say(self, actor: str) -> str:
        return _("%(actor)s retired %(serial)s.") % {"actor": actor, "serial": self.serial}

    def detail(self) -> str:
        return self.reason
