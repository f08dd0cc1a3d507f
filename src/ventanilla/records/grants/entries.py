"""What is recorded about an access, on the stream of the request that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import EntryType
from ventanilla.records.grants.choices import EndReason


class _AboutGrant(EntryType):
    grant: int
    label: Localized
    holder: int
    holder_name: str

    def _values(self) -> dict[str, str]:
        return {"access": pick(self.label), "person": self.holder_name}

    def people_ids(self) -> list[int]:
        return [self.holder]


class AccessGranted(_AboutGrant):
    name: ClassVar[str] = "grant.granted"
    icon: ClassVar[str] = "key"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 45
    until: datetime | None = None
    extended: bool = False

    def say(self, actor: str) -> str:
        values = self._values()
        if self.extended:
            return _("%(person)s keeps access: %(access)s.") % values
        return _("%(person)s has access now: %(access)s.") % values

    def detail(self) -> str:
        return _("Until %(day)s.") % {"day": day(self.until)} if self.until else ""

    def news(self, actor: str, reader: Person) -> str:
        values = self._values()
        if reader.pk != self.holder:
            return self.say(actor)
        return (
            _("You keep access: %(access)s.") if self.extended else _("You have access now: %(access)s.")
        ) % values


class AccessEnding(_AboutGrant):
    """It ends soon. The holder is told in time to ask for it again."""

    name: ClassVar[str] = "grant.ending"
    icon: ClassVar[str] = "clock"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 90
    until: datetime

    def say(self, actor: str) -> str:
        return _("The access of %(person)s ends soon: %(access)s.") % self._values()

    def news(self, actor: str, reader: Person) -> str:
        return _("Your access ends soon: %(access)s.") % self._values()

    def detail(self) -> str:
        words = _(
            "It ends on %(day)s. If you still need it, ask for it again in time: it goes on without a gap."
        )
        return words % {"day": day(self.until)}

    def path(self, number: str) -> str:
        return "/accesses/"

    def call_to_action(self) -> str:
        return _("See my accesses")


class AccessReview(_AboutGrant):
    """Somebody has to look whether it is still needed."""

    name: ClassVar[str] = "grant.review"
    icon: ClassVar[str] = "eye"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    reviewers: list[int] = []

    def say(self, actor: str) -> str:
        return _("Time to look whether %(person)s still needs this access: %(access)s.") % self._values()

    def people_ids(self) -> list[int]:
        return self.reviewers

    def path(self, number: str) -> str:
        return "/desk/accesses/?show=review"

    def call_to_action(self) -> str:
        return _("Look at it")


class AccessKept(_AboutGrant):
    name: ClassVar[str] = "grant.kept"
    icon: ClassVar[str] = "check"

    def say(self, actor: str) -> str:
        values = {**self._values(), "actor": actor}
        return _("%(actor)s looked at it: %(person)s keeps the access: %(access)s.") % values


class AccessEnded(_AboutGrant):
    name: ClassVar[str] = "grant.ended"
    icon: ClassVar[str] = "no-symbol"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 60
    reason: str

    def say(self, actor: str) -> str:
        return _("%(person)s doesn't have access any more: %(access)s.") % self._values()

    def news(self, actor: str, reader: Person) -> str:
        if reader.pk != self.holder:
            return self.say(actor)
        return _("You don't have access any more: %(access)s.") % self._values()

    def detail(self) -> str:
        return str(EndReason(self.reason).label) if self.reason in EndReason.values else ""


def day(at: datetime | None) -> str:
    """A day in words, in the reader's zone."""
    return date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""
