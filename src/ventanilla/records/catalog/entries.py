"""What is recorded about the catalogue."""

from __future__ import annotations

import re
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType

FILE = re.compile(r"\S+\.ya?ml")


def note_words(note: str) -> str:
    """What was said of a version; of one that was imported without a word, the file that it came from."""
    return _("Imported from %(file)s") % {"file": note} if FILE.fullmatch(note) else note


class ServicePublished(EntryType):
    """A version of the service went live; `number` before it was `replaces` (0: this is the first)."""

    name: ClassVar[str] = "service.published"
    icon: ClassVar[str] = "rocket-launch"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    service: str
    number: int
    replaces: int = 0
    digest: str
    note: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "service": self.service, "number": self.number, "replaces": self.replaces}
        if not self.replaces:
            return _("%(actor)s published “%(service)s” (version %(number)d).") % values
        return (
            _("%(actor)s published version %(number)d of “%(service)s”, in place of %(replaces)d.") % values
        )

    def detail(self) -> str:
        return note_words(self.note)

    def path(self, number: str) -> str:
        return f"/services/{self.service}/"


class ServiceRetired(EntryType):
    """The service can't be asked for any more; its tickets go on."""

    name: ClassVar[str] = "service.retired"
    icon: ClassVar[str] = "archive-box"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    service: str
    note: str = ""

    def say(self, actor: str) -> str:
        return _("%(actor)s retired “%(service)s”.") % {"actor": actor, "service": self.service}

    def detail(self) -> str:
        return self.note


class ListSaved(EntryType):
    """A list got new columns or rows; the keys of the rows say which."""

    name: ClassVar[str] = "catalog.list_saved"
    icon: ClassVar[str] = "table-cells"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    list: str
    columns: dict[str, str]
    rows: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deactivated: tuple[str, ...] = ()

    def say(self, actor: str) -> str:
        sentence = ngettext(
            "%(actor)s saved the list “%(list)s” with %(rows)d row.",
            "%(actor)s saved the list “%(list)s” with %(rows)d rows.",
            self.rows,
        )
        return sentence % {"actor": actor, "list": self.list, "rows": self.rows}

    def detail(self) -> str:
        parts = (
            (_("Added: %(keys)s."), self.added),
            (_("Changed: %(keys)s."), self.changed),
            (_("No longer offered: %(keys)s."), self.deactivated),
        )
        return " ".join(words % {"keys": ", ".join(keys)} for words, keys in parts if keys)


class CategorySaved(EntryType):
    """A category was added or changed: its values as they are now."""

    name: ClassVar[str] = "catalog.category_saved"
    icon: ClassVar[str] = "squares-2x2"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    category: str
    labels: dict[str, str]
    parent: str = ""
    position: int = 0

    def say(self, actor: str) -> str:
        named = pick(self.labels) or self.category
        return _("%(actor)s saved the category “%(category)s”.") % {"actor": actor, "category": named}
