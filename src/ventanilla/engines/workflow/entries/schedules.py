"""What is told of services that are asked for by themselves."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class ScheduleFailed(EntryType):
    """A request that a schedule should have made could not be made; the first of each turn is told."""

    name: ClassVar[str] = "workflow.schedule_failed"
    icon: ClassVar[str] = "exclamation-triangle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    slug: str
    title: Localized
    problem: str
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("The schedule of “%(service)s” could not ask for it.") % {"service": pick(self.title)}

    def detail(self) -> str:
        return self.problem

    def kind_of_news(self) -> str:
        return "waits"

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/designer/services/{self.slug}/workflow/"

    def call_to_action(self) -> str:
        return _("See the schedule")
