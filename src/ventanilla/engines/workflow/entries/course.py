from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries.base import OfStep
from ventanilla.engines.workflow.wording import slipped
from ventanilla.records.tickets.entries import FaultFound


class RunStarted(EntryType):
    name: ClassVar[str] = "workflow.started"
    icon: ClassVar[str] = "play"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    service_version: int

    def say(self, actor: str) -> str:
        return _("The workflow has begun (version %(version)s of the service).") % {
            "version": self.service_version
        }


class RunMoved(EntryType):
    name: ClassVar[str] = "workflow.moved"
    icon: ClassVar[str] = "arrow-up-on-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    old: int
    new: int

    def say(self, actor: str) -> str:
        values = {"actor": actor, "old": self.old, "new": self.new}
        return _("%(actor)s moved it from version %(old)s of the service to version %(new)s.") % values


class RunEnded(EntryType):
    name: ClassVar[str] = "workflow.ended"
    icon: ClassVar[str] = "stop"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    outcome: str

    def say(self, actor: str) -> str:
        return _("The workflow has ended.")


class AssetAssigned(OfStep):
    name: ClassVar[str] = "workflow.asset_assigned"
    icon: ClassVar[str] = "cube"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for")
    weight: ClassVar[int] = 40
    asset: int
    model: dict[str, str]
    serial: str
    holder: str

    def say(self, actor: str) -> str:
        values = {"model": pick(self.model), "serial": self.serial, "holder": self.holder}
        return _("%(model)s (%(serial)s) is now %(holder)s's.") % values

    def news(self, actor: str, reader: Person) -> str:
        if self.holder == reader.name:
            return _("%(model)s (%(serial)s) is yours now.") % {
                "model": pick(self.model),
                "serial": self.serial,
            }
        return self.say(actor)


class AssetMissing(OfStep):
    name: ClassVar[str] = "workflow.asset_missing"
    icon: ClassVar[str] = "cube"
    model: dict[str, str]

    def say(self, actor: str) -> str:
        return _("There is no %(model)s left in stock.") % {"model": pick(self.model)}


class AssetTakenBack(OfStep):
    name: ClassVar[str] = "workflow.asset_taken_back"
    icon: ClassVar[str] = "arrow-uturn-left"
    model: dict[str, str]
    serial: str

    def say(self, actor: str) -> str:
        values = {"model": pick(self.model), "serial": self.serial}
        return _("%(model)s (%(serial)s) is back in stock, as the request was cancelled.") % values


class MessageArrived(EntryType):
    """Another system answered."""

    name: ClassVar[str] = "workflow.message_arrived"
    icon: ClassVar[str] = "arrow-down-on-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    message: str
    payload: dict[str, Any] = {}

    def say(self, actor: str) -> str:
        return _("A message from another system has arrived: %(message)s.") % {"message": self.message}


class MessageSent(OfStep):
    """What the service wrote to somebody. `texts` by language, so that everybody reads their own."""

    name: ClassVar[str] = "workflow.message"
    icon: ClassVar[str] = "megaphone"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    must_reach: ClassVar[bool] = True
    weight: ClassVar[int] = 95
    texts: dict[str, str]
    subjects: dict[str, str] = {}
    people: list[int]
    outside: list[str] = []

    def say(self, actor: str) -> str:
        return pick(self.subjects) or _("A message from the service")

    def call_to_action(self) -> str:
        """With a subject of its own the message stands for itself, in the mail too."""
        return _("See the request") if self.subjects else ""

    def detail(self) -> str:
        return pick(self.texts)

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "messages"


class AddresseeUnknown(FaultFound):
    """A message was for somebody who isn't known here: the owner of the service has to put the address right."""

    name: ClassVar[str] = "workflow.addressee_unknown"
    hears: ClassVar[tuple[str, ...]] = ("people", "assignee", "team")
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("A message of the service could not reach everybody it was for.")

    def people_ids(self) -> list[int]:
        return self.people


class FieldsSet(EntryType):
    name: ClassVar[str] = "workflow.fields_set"
    icon: ClassVar[str] = "adjustments-horizontal"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    fields: dict[str, Any]

    def say(self, actor: str) -> str:
        return _("The workflow set %(fields)s.") % {"fields": ", ".join(sorted(self.fields))}


class PromiseMoved(EntryType):
    """The promised date is another one now. Nobody is told of this alone: what made it move was told."""

    name: ClassVar[str] = "workflow.promise_moved"
    icon: ClassVar[str] = "calendar-days"
    old: datetime
    new: datetime
    because: str
    step: dict[str, str] = {}

    def say(self, actor: str) -> str:
        values = {"old": _day(self.old), "new": _day(self.new)}
        return _("The date was estimated anew: it was %(old)s and is %(new)s now.") % values

    def detail(self) -> str:
        return slipped(self.because, self.step)


class DeadlinePassed(OfStep):
    name: ClassVar[str] = "workflow.late"
    icon: ClassVar[str] = "clock"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("assignee", "people")
    of_holders: ClassVar[bool] = True
    weight: ClassVar[int] = 55
    title: dict[str, str]
    people: list[int] = []
    kind: str = ""
    task: int = 0

    def usual_visibility(self) -> SeenBy:
        """Who was asked something has to hear that it is late, and isn't of the team."""
        return SeenBy.EVERYONE if self._is_asked() else SeenBy.TEAM

    def _is_asked(self) -> bool:
        return self.kind in (TaskKind.ASK, TaskKind.CORRECTION)

    def say(self, actor: str) -> str:
        if self._is_asked():
            return _("An answer is still missing: “%(step)s”.") % {"step": pick(self.title)}
        return _("“%(step)s” is late.") % {"step": pick(self.title)}

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        if self.task and not self._is_asked():
            return f"/desk/tasks/{self.task}/"
        return super().path(number)

    def kind_of_news(self) -> str:
        return "waits" if self._is_asked() else "team"


class TaskReminded(DeadlinePassed):
    """Who has a task or a question is reminded of it, late or not."""

    name: ClassVar[str] = "workflow.task_reminded"
    icon: ClassVar[str] = "bell"

    def say(self, actor: str) -> str:
        if self._is_asked():
            return super().say(actor)
        return _("“%(step)s” is still to be done.") % {"step": pick(self.title)}


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j F"))
