"""What is recorded about connections, on the stream of each; and on a ticket's about what a person was shown."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class ConnectionAdded(EntryType):
    name: ClassVar[str] = "connection.added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    slug: str
    kind: str
    settings: dict[str, object]

    def say(self, actor: str) -> str:
        return _("%(actor)s added the connection %(name)s.") % {"actor": actor, "name": self.slug}


class ConnectionChanged(EntryType):
    """Which settings changed; of secrets only that they did."""

    name: ClassVar[str] = "connection.changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    slug: str
    changes: dict[str, tuple[object, object]]
    secrets: list[str] = []

    def say(self, actor: str) -> str:
        fields = ", ".join([*self.changes, *self.secrets])
        values = {"actor": actor, "name": self.slug, "fields": fields}
        return _("%(actor)s changed %(name)s: %(fields)s.") % values

    def detail(self) -> str:
        return " · ".join(f"{name}: {old} → {new}" for name, (old, new) in self.changes.items())


class ConnectionTried(EntryType):
    name: ClassVar[str] = "connection.tried"
    icon: ClassVar[str] = "signal"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    slug: str
    works: bool
    found: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "name": self.slug}
        if self.works:
            return _("%(actor)s tried %(name)s: it works.") % values
        return _("%(actor)s tried %(name)s: it doesn't work.") % values

    def detail(self) -> str:
        return self.found


class SecretShown(EntryType):
    """That somebody saw a one-time secret; never what it was."""

    name: ClassVar[str] = "secret.shown"
    icon: ClassVar[str] = "eye"
    what: str
    label: dict[str, str] = {}

    def say(self, actor: str) -> str:
        if self.label:
            return _("%(actor)s looked at “%(label)s”, once.") % {"actor": actor, "label": pick(self.label)}
        return _("%(actor)s looked at the one-time password.") % {"actor": actor}
