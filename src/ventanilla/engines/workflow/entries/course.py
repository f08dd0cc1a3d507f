from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class RunStarted(EntryType):
    name: ClassVar[str] = "workflow.started"
    icon: ClassVar[str] = "play"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    service_version: int

    def say(self, actor: str) -> str:
        return _("The workflow has begun (version %(version)s of the service).") % {
            "version": self.service_version
        }


class RunEnded(EntryType):
    name: ClassVar[str] = "workflow.ended"
    icon: ClassVar[str] = "stop"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    outcome: str

    def say(self, actor: str) -> str:
        return _("The workflow has ended.")


class AssetAssigned(EntryType):
    name: ClassVar[str] = "workflow.asset_assigned"
    icon: ClassVar[str] = "cube"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for")
    asset: int
    model: dict[str, str]
    serial: str
    holder: str

    def say(self, actor: str) -> str:
        values = {"model": pick(self.model), "serial": self.serial, "holder": self.holder}
        return _("%(model)s (%(serial)s) is now %(holder)s's.") % values


class AssetMissing(EntryType):
    name: ClassVar[str] = "workflow.asset_missing"
    icon: ClassVar[str] = "cube"
    model: dict[str, str]

    def say(self, actor: str) -> str:
        return _("There is no %(model)s left in stock.") % {"model": pick(self.model)}


class MessageSent(EntryType):
    """What the service wrote to somebody. `texts` by language, so that everybody reads their own."""

    name: ClassVar[str] = "workflow.message"
    icon: ClassVar[str] = "megaphone"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    texts: dict[str, str]
    subjects: dict[str, str] = {}
    people: list[int]

    def say(self, actor: str) -> str:
        return pick(self.subjects) or _("A message from the service")

    def call_to_action(self) -> str:
        """With a subject of its own the message stands for itself, in the mail too."""
        return _("See the request") if self.subjects else ""

    def detail(self) -> str:
        return pick(self.texts)

    def people_ids(self) -> list[int]:
        return self.people


class FieldsSet(EntryType):
    name: ClassVar[str] = "workflow.fields_set"
    icon: ClassVar[str] = "adjustments-horizontal"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    fields: dict[str, Any]

    def say(self, actor: str) -> str:
        return _("The workflow set %(fields)s.") % {"fields": ", ".join(sorted(self.fields))}


class DeadlinePassed(EntryType):
    name: ClassVar[str] = "workflow.late"
    icon: ClassVar[str] = "clock"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("assignee", "people")
    title: dict[str, str]
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("«%(step)s» is late.") % {"step": pick(self.title)}

    def people_ids(self) -> list[int]:
        return self.people
