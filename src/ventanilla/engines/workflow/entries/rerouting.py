from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.engines.workflow.entries.base import OfStep


class TaskStays(OfStep):
    """The request went to another team, and a task of the team that has it stays with who had taken it."""

    name: ClassVar[str] = "workflow.task_stays"
    icon: ClassVar[str] = "hand-raised"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    of_holders: ClassVar[bool] = True
    weight: ClassVar[int] = 60
    task: int
    title: dict[str, str]
    holder: str
    team: dict[str, str] | str
    people: list[int]

    def say(self, actor: str) -> str:
        values = {"task": pick(self.title), "holder": self.holder, "team": pick(self.team)}
        return _("The request is with %(team)s now; “%(task)s” stays with %(holder)s, who has it.") % values

    def news(self, actor: str, reader: Person) -> str:
        values = {"task": pick(self.title), "team": pick(self.team)}
        return (
            _("The request is with %(team)s now. You keep “%(task)s”: put it back if they should do it.")
            % values
        )

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/desk/tasks/{self.task}/"

    def call_to_action(self) -> str:
        return _("See the task")

    def kind_of_news(self) -> str:
        return "team"
