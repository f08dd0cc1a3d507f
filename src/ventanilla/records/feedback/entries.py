from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.entries import EntryType
from ventanilla.records.feedback.choices import Mark


class Rated(EntryType):
    """Who asked said how it was; with `again`, otherwise than before."""

    name: ClassVar[str] = "feedback.rated"
    icon: ClassVar[str] = "star"
    weight: ClassVar[int] = 30
    mark: int
    comment: str = ""
    again: bool = False

    def say(self, actor: str) -> str:
        values = {"actor": actor, "mark": Mark(self.mark).label, "number": self.mark}
        if self.again:
            return _("%(actor)s changed how it was: %(mark)s (%(number)s of 5).") % values
        return _("%(actor)s said how it was: %(mark)s (%(number)s of 5).") % values

    def detail(self) -> str:
        return self.comment
