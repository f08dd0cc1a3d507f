"""What is recorded about subscriptions, on the stream of each."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.telling.choices import Because, Mode
from ventanilla.engines.telling.wording import plainly


class SubscriptionAdded(EntryType):
    name: ClassVar[str] = "subscription.added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str
    settings: dict[str, object]

    def say(self, actor: str) -> str:
        return _("%(actor)s lets “%(name)s” be told what happens.") % {"actor": actor, "name": self.title}


class SubscriptionChanged(EntryType):
    name: ClassVar[str] = "subscription.changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str
    changes: dict[str, tuple[object, object]]

    def say(self, actor: str) -> str:
        return _("%(actor)s changed what “%(name)s” is told.") % {"actor": actor, "name": self.title}

    def detail(self) -> str:
        return " · ".join(f"{name}: {old} → {new}" for name, (old, new) in self.changes.items())


class SubscriptionRemoved(EntryType):
    name: ClassVar[str] = "subscription.removed"
    icon: ClassVar[str] = "trash"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str

    def say(self, actor: str) -> str:
        return _("%(actor)s removed “%(name)s”: it is told nothing more.") % {
            "actor": actor,
            "name": self.title,
        }


class ModeSet(EntryType):
    name: ClassVar[str] = "subscription.mode_set"
    icon: ClassVar[str] = "power"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str
    mode: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "name": self.title}
        return {
            Mode.ON: _("%(actor)s switched “%(name)s” on."),
            Mode.PAUSED: _("%(actor)s paused “%(name)s”."),
            Mode.OFF: _("%(actor)s switched “%(name)s” off."),
        }[Mode(self.mode)] % values


class SigningSecretMade(EntryType):
    """That there is a new one; never which."""

    name: ClassVar[str] = "subscription.secret_made"
    icon: ClassVar[str] = "key"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str

    def say(self, actor: str) -> str:
        return _("%(actor)s made a new signing secret for “%(name)s”.") % {
            "actor": actor,
            "name": self.title,
        }


class SigningSecretShown(EntryType):
    name: ClassVar[str] = "subscription.secret_shown"
    icon: ClassVar[str] = "eye"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str

    def say(self, actor: str) -> str:
        return _("%(actor)s was shown the signing secret of “%(name)s”, once.") % {
            "actor": actor,
            "name": self.title,
        }


class Tested(EntryType):
    name: ClassVar[str] = "subscription.tested"
    icon: ClassVar[str] = "signal"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: str
    arrived: bool
    found: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "name": self.title}
        if self.arrived:
            return _("%(actor)s sent “%(name)s” a test: it arrived.") % values
        return _("%(actor)s sent “%(name)s” a test: it didn't arrive.") % values

    def detail(self) -> str:
        return plainly(self.found)


class Trouble(EntryType):
    """Something for whoever answers for a subscription."""

    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    icon: ClassVar[str] = "exclamation-triangle"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    subscription: int
    title: str
    people: list[int]

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/designer/subscriptions/{self.subscription}/"

    def call_to_action(self) -> str:
        return pgettext("subscription", "Look at it")

    def kind_of_news(self) -> str:
        return "waits"


class NotArriving(Trouble):
    """Something was given up, or refused: told at most once a day."""

    name: ClassVar[str] = "subscription.not_arriving"
    problem: str
    event: str
    number: str = ""

    def say(self, actor: str) -> str:
        return _("“%(name)s” could not be told of something that happened.") % {"name": self.title}

    def detail(self) -> str:
        return " · ".join(filter(None, (self.number, self.event, plainly(self.problem))))


class PausedByItself(Trouble):
    """It goes on when somebody says so."""

    name: ClassVar[str] = "subscription.paused"
    because: str

    def say(self, actor: str) -> str:
        return _("“%(name)s” is paused: it isn't told what happens until you let it go on.") % {
            "name": self.title
        }

    def detail(self) -> str:
        return str(Because(self.because).label)
