"""What is recorded about the health of services."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class ComponentSaved(EntryType):
    """A component was added, changed or put away."""

    name: ClassVar[str] = "status.component_saved"
    icon: ClassVar[str] = "signal"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    component: str
    labels: Localized
    services: list[str] = []
    archived: bool = False

    def say(self, actor: str) -> str:
        values = {"actor": actor, "component": pick(self.labels)}
        if self.archived:
            return _("%(actor)s put away the component “%(component)s”.") % values
        return _("%(actor)s saved the component “%(component)s”.") % values


class OfOutage(EntryType):
    """What is common to news of an outage: which one, and who hears of it."""

    outage: int
    title: Localized
    text: Localized = {}
    people: list[int] = []

    def detail(self) -> str:
        return pick(self.text)

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/status/{self.outage}/"

    def call_to_action(self) -> str:
        return _("See how it stands")

    def kind_of_news(self) -> str:
        return "outages"

    def _values(self, actor: str) -> dict[str, str]:
        return {"actor": actor, "title": pick(self.title)}


class OutageOpened(OfOutage):
    """Something is out. Whoever follows its components hears of it."""

    name: ClassVar[str] = "status.outage_opened"
    icon: ClassVar[str] = "exclamation-triangle"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    components: dict[str, str] = {}

    def say(self, actor: str) -> str:
        return _("It is out: %(title)s.") % self._values(actor)


class WorkPlanned(OfOutage):
    """Work was announced that will make something unavailable."""

    name: ClassVar[str] = "status.work_planned"
    icon: ClassVar[str] = "wrench-screwdriver"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    components: dict[str, str] = {}
    starts_at: datetime
    ends_at: datetime

    def say(self, actor: str) -> str:
        return _("Planned work: %(title)s.") % self._values(actor)


class OutageUpdated(OfOutage):
    """There is more to say. Those who want every update hear of it."""

    name: ClassVar[str] = "status.outage_updated"
    icon: ClassVar[str] = "chat-bubble-left"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    state: str

    def say(self, actor: str) -> str:
        return _("News of “%(title)s”.") % self._values(actor)


class OutageChanged(OfOutage):
    """What it touches, or when, was put right."""

    name: ClassVar[str] = "status.outage_changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    changes: dict[str, tuple[str, str]] = {}

    def say(self, actor: str) -> str:
        return _("%(actor)s changed what “%(title)s” touches.") % self._values(actor)


class OutageOver(OfOutage):
    """It works again. Telling people is the work of a job, so that nobody is told twice."""

    name: ClassVar[str] = "status.outage_over"
    icon: ClassVar[str] = "check-circle"

    def say(self, actor: str) -> str:
        return _("It is over: %(title)s.") % self._values(actor)


class OverTold(OfOutage):
    """Those who followed it without a request of their own were told that it is over."""

    name: ClassVar[str] = "status.over_told"
    icon: ClassVar[str] = "check-circle"
    hears: ClassVar[tuple[str, ...]] = ("people",)

    def say(self, actor: str) -> str:
        return _("It is over: %(title)s.") % self._values(actor)


class WorkCancelled(OfOutage):
    """Planned work doesn't take place."""

    name: ClassVar[str] = "status.work_cancelled"
    icon: ClassVar[str] = "x-circle"
    hears: ClassVar[tuple[str, ...]] = ("people",)

    def say(self, actor: str) -> str:
        return _("The planned work was called off: %(title)s.") % self._values(actor)


class UpdateDue(OfOutage):
    """People were promised news by now."""

    name: ClassVar[str] = "status.update_due"
    icon: ClassVar[str] = "clock"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)

    def say(self, actor: str) -> str:
        return _("People expect news of “%(title)s” now.") % self._values(actor)

    def path(self, number: str) -> str:
        return f"/desk/outages/{self.outage}/"

    def call_to_action(self) -> str:
        return _("Write an update")
