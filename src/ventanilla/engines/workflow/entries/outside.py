from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.engines.integrations.wording import plainly
from ventanilla.engines.workflow.entries.base import OfStep


class SystemAsked(OfStep):
    """Another system was asked to do something."""

    name: ClassVar[str] = "workflow.system_asked"
    icon: ClassVar[str] = "arrows-right-left"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: Localized
    connection: str
    action: str

    def say(self, actor: str) -> str:
        return _("“%(step)s”: %(connection)s is asked to do it.") % {
            "step": pick(self.title),
            "connection": self.connection,
        }


class SystemAnswered(OfStep):
    """What came of it."""

    name: ClassVar[str] = "workflow.system_answered"
    icon: ClassVar[str] = "arrows-right-left"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    title: Localized
    connection: str
    outcome: str
    problem: str = ""

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "connection": self.connection}
        if self.outcome == "ok":
            return _("“%(step)s”: %(connection)s did it.") % values
        if self.outcome == "uncertain":
            return _("“%(step)s”: nobody knows whether %(connection)s did it.") % values
        return _("“%(step)s”: %(connection)s didn't do it.") % values

    def detail(self) -> str:
        return plainly(self.problem)


class SecretReady(OfStep):
    """Something waits for one person that can be seen once. Told without it."""

    name: ClassVar[str] = "workflow.secret_ready"
    icon: ClassVar[str] = "key"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    people: list[int]
    reader: str
    label: Localized = {}

    def say(self, actor: str) -> str:
        if self.label:
            return _("“%(label)s” waits for %(person)s.") % {"label": pick(self.label), "person": self.reader}
        return _("A one-time password waits for %(person)s.") % {"person": self.reader}

    def news(self, actor: str, reader: Person) -> str:
        if self.label:
            return _("“%(label)s” is there for you to see.") % {"label": pick(self.label)}
        return _("Your one-time password is ready.")

    def detail(self) -> str:
        return _("It is shown once, on the page of the request, and never sent by mail.")

    def people_ids(self) -> list[int]:
        return self.people

    def call_to_action(self) -> str:
        return _("Go and see it")


class DocumentMade(OfStep):
    name: ClassVar[str] = "workflow.document_made"
    icon: ClassVar[str] = "document-text"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 60
    title: Localized
    file: str
    people: list[int]
    team_only: bool = False

    def usual_visibility(self) -> SeenBy:
        return SeenBy.TEAM if self.team_only else SeenBy.EVERYONE

    def say(self, actor: str) -> str:
        return _("The document “%(title)s” is ready.") % {"title": pick(self.title)}

    def detail(self) -> str:
        return self.file

    def people_ids(self) -> list[int]:
        return self.people


class AssetReserved(OfStep):
    name: ClassVar[str] = "workflow.asset_reserved"
    icon: ClassVar[str] = "bookmark"
    model: Localized
    serial: str

    def say(self, actor: str) -> str:
        values = {"model": pick(self.model), "serial": self.serial}
        return _("%(model)s (%(serial)s) is put aside for this.") % values


class AssetAwaited(OfStep):
    """Whoever has it is asked to bring it back."""

    name: ClassVar[str] = "workflow.asset_awaited"
    icon: ClassVar[str] = "arrow-uturn-left"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    must_reach: ClassVar[bool] = True
    weight: ClassVar[int] = 80
    model: Localized
    serial: str
    holder: str
    people: list[int]
    again: bool = False

    def say(self, actor: str) -> str:
        values = {"model": pick(self.model), "serial": self.serial, "holder": self.holder}
        if self.again:
            return _("%(holder)s was reminded to give back %(model)s (%(serial)s).") % values
        return _("%(holder)s is asked to give back %(model)s (%(serial)s).") % values

    def news(self, actor: str, reader: Person) -> str:
        values = {"model": pick(self.model), "serial": self.serial}
        if self.again:
            return _("A reminder: please give back %(model)s (%(serial)s).") % values
        return _("Please give back %(model)s (%(serial)s).") % values

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return "/things/"

    def kind_of_news(self) -> str:
        return "waits"


class AssetBack(OfStep):
    name: ClassVar[str] = "workflow.asset_back"
    icon: ClassVar[str] = "arrow-uturn-left"
    model: Localized
    serial: str

    def say(self, actor: str) -> str:
        return _("%(model)s (%(serial)s) is back.") % {"model": pick(self.model), "serial": self.serial}


class CodeSent(OfStep):
    """A code went to the address on file; never which code."""

    name: ClassVar[str] = "workflow.code_sent"
    icon: ClassVar[str] = "shield-check"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    people: list[int]
    where: str
    person: str

    def say(self, actor: str) -> str:
        return _("A code was sent to %(where)s, to be sure that it is %(person)s who asks.") % {
            "where": self.where,
            "person": self.person,
        }

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/requests/{number}/code/"

    def call_to_action(self) -> str:
        return _("Enter the code")

    def kind_of_news(self) -> str:
        return "waits"


class CodeChecked(OfStep):
    """What came of the check of somebody's identity, each wrong code too: the audit of it."""

    name: ClassVar[str] = "workflow.code_checked"
    icon: ClassVar[str] = "shield-check"
    result: str
    left: int = 0
    person: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "person": self.person, "left": self.left}
        return {
            "confirmed": _("%(actor)s entered the right code: it is %(person)s who asks.") % values,
            "wrong": _("%(actor)s entered a wrong code; %(left)s tries are left.") % values,
            "refused": _("Too many wrong codes: the identity of %(person)s was not confirmed.") % values,
            "locked": _("The identity of %(person)s can't be checked now: there were too many wrong codes.")
            % values,
        }[self.result]
