"""What is recorded about the search. That somebody searched is no entry: the history never forgets, and a search
has to be forgotten (see models/needs.py)."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class SynonymSaved(EntryType):
    """These words mean the same from now on; `before`, what the group held."""

    name: ClassVar[str] = "search.synonym_saved"
    icon: ClassVar[str] = "arrows-right-left"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    language: str
    words: tuple[str, ...]
    before: tuple[str, ...] = ()

    def say(self, actor: str) -> str:
        values = {"actor": actor, "words": ", ".join(self.words)}
        return _("%(actor)s saved that these words mean the same: %(words)s.") % values


class SynonymRemoved(EntryType):
    name: ClassVar[str] = "search.synonym_removed"
    icon: ClassVar[str] = "trash"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    language: str
    words: tuple[str, ...]

    def say(self, actor: str) -> str:
        values = {"actor": actor, "words": ", ".join(self.words)}
        return _("%(actor)s removed that these words mean the same: %(words)s.") % values


class GapTaken(EntryType):
    """Somebody looks after a text that found nothing."""

    name: ClassVar[str] = "search.gap_taken"
    icon: ClassVar[str] = "hand-raised"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    text: str

    def say(self, actor: str) -> str:
        return _("%(actor)s looks after the searches for “%(text)s”.") % {"actor": actor, "text": self.text}


class GapClosed(EntryType):
    """It ended as an article, a synonym, a service, or was dismissed (`ended_as` empty)."""

    name: ClassVar[str] = "search.gap_closed"
    icon: ClassVar[str] = "check-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    text: str
    ended_as: str = ""
    note: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "text": self.text}
        if not self.ended_as:
            return _("%(actor)s dismissed the searches for “%(text)s”.") % values
        return _("%(actor)s gave the searches for “%(text)s” an answer.") % values

    def detail(self) -> str:
        return self.note
