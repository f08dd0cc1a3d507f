from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries.base import OfStep


class TaskOpened(OfStep):
    """Somebody has something to do: a team its task, the requester a question or a correction."""

    name: ClassVar[str] = "workflow.task_opened"
    icon: ClassVar[str] = "clipboard-document-check"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    task: int
    kind: str
    title: dict[str, str]
    holder: dict[str, str] | str
    people: list[int]
    text: dict[str, str] | str = ""

    def usual_visibility(self) -> SeenBy:
        return SeenBy.TEAM if self.kind == TaskKind.FAULT else SeenBy.EVERYONE

    def say(self, actor: str) -> str:
        values = {"task": pick(self.title), "holder": pick(self.holder)}
        if self.kind == TaskKind.CORRECTION:
            return _("%(holder)s is asked to correct the request.") % values
        if self.kind == TaskKind.ASK:
            return _("%(holder)s is asked: “%(task)s”.") % values
        if self.kind == TaskKind.FAULT:
            return _("A step could not go on by itself: %(holder)s is asked to look at it.") % values
        return _("“%(task)s” is with %(holder)s.") % values

    def detail(self) -> str:
        return pick(self.text)

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        if self.kind in (TaskKind.ASK, TaskKind.CORRECTION):
            return f"/requests/{number}/tasks/{self.task}/"
        return f"/desk/tasks/{self.task}/"

    def call_to_action(self) -> str:
        if self.kind == TaskKind.CORRECTION:
            return _("Correct it")
        return _("Answer") if self.kind == TaskKind.ASK else _("See the task")

    def news(self, actor: str, reader: Person) -> str:
        task = {"task": pick(self.title)}
        if self.kind == TaskKind.CORRECTION:
            return _("Something in your request has to be corrected.")
        if self.kind == TaskKind.ASK:
            return _("There is a question for you: “%(task)s”") % task
        if self.kind == TaskKind.FAULT:
            return _("A step could not go on by itself. Please look at it.")
        if self._of_one_person():
            return _("There is a task for you: “%(task)s”") % task
        return _("There is a task for your team: “%(task)s”") % task

    def kind_of_news(self) -> str:
        return "waits" if self._of_one_person() or self.kind == TaskKind.FAULT else "team"

    def _of_one_person(self) -> bool:
        """A person's name stands as it is, a team's by language."""
        return isinstance(self.holder, str)


class TaskClaimed(OfStep):
    name: ClassVar[str] = "workflow.task_claimed"
    icon: ClassVar[str] = "user"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    task: int
    title: dict[str, str]

    def say(self, actor: str) -> str:
        return _("%(actor)s has taken “%(task)s”.") % {"actor": actor, "task": pick(self.title)}


class TaskMoved(OfStep):
    """A task is with somebody else now: who had it has left, put it back or handed it on, a colleague has taken it
    over, the answers name somebody else, or the request went to another team."""

    name: ClassVar[str] = "workflow.task_moved"
    icon: ClassVar[str] = "arrows-right-left"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    of_holders: ClassVar[bool] = True
    weight: ClassVar[int] = 60
    task: int
    kind: str
    title: dict[str, str]
    reason: str
    was: dict[str, str] | str
    holder: dict[str, str] | str
    people: list[int]
    why: str = ""

    def usual_visibility(self) -> SeenBy:
        """Who is asked something isn't of the team."""
        return SeenBy.EVERYONE if self._is_asked() else SeenBy.TEAM

    def _is_asked(self) -> bool:
        return self.kind in (TaskKind.ASK, TaskKind.CORRECTION)

    def say(self, actor: str) -> str:
        names = {"was": pick(self.was), "holder": pick(self.holder)}
        values = {"actor": actor, "task": pick(self.title), **names}
        if self.reason == "left":
            return _("%(was)s has left: “%(task)s” is with %(holder)s now.") % values
        if self.reason == "taken_over":
            return _("%(actor)s has taken over “%(task)s” from %(was)s.") % values
        if self.reason == "answers_changed":
            said = _(
                "The answers were corrected: “%(task)s” is with %(holder)s now, and no longer with %(was)s."
            )
            return said % values
        if self.reason == "routed":
            return _("“%(task)s” goes with the request: from %(was)s to %(holder)s.") % values
        if self.reason == "handed_on":
            return _("%(actor)s has handed “%(task)s” on: %(holder)s has it now.") % values
        return _("%(actor)s has put “%(task)s” back: it is with %(holder)s now.") % values

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        if self._is_asked():
            return f"/requests/{number}/tasks/{self.task}/"
        return f"/desk/tasks/{self.task}/"

    def call_to_action(self) -> str:
        if self.kind == TaskKind.CORRECTION:
            return _("Correct it")
        return _("Answer") if self.kind == TaskKind.ASK else _("See the task")

    def kind_of_news(self) -> str:
        waits = self._is_asked() or self.reason in ("handed_on", "answers_changed")
        return "waits" if waits else "team"

    def detail(self) -> str:
        return self.why


class TaskDropped(OfStep):
    """A task that somebody had isn't needed any more: another way was quicker, or time ran out."""

    name: ClassVar[str] = "workflow.task_dropped"
    icon: ClassVar[str] = "minus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    of_holders: ClassVar[bool] = True
    weight: ClassVar[int] = 35
    task: int
    title: dict[str, str]
    people: list[int] = []
    left: str = ""

    def say(self, actor: str) -> str:
        values = {"task": pick(self.title), "person": self.left}
        if self.left:
            return _("%(person)s has left, so nobody does “%(task)s”.") % values
        return _("“%(task)s” isn't needed any more.") % values

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/desk/tasks/{self.task}/"

    def kind_of_news(self) -> str:
        return "team"


class AskedAnew(OfStep):
    """The answers were corrected: whoever was asked outside got the question with the words of now."""

    name: ClassVar[str] = "workflow.asked_anew"
    icon: ClassVar[str] = "arrow-path"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    task: int
    title: dict[str, str]
    holder: str

    def say(self, actor: str) -> str:
        values = {"holder": self.holder, "task": pick(self.title)}
        return _("The answers were corrected, so %(holder)s was sent “%(task)s” again.") % values


class LinkSentAgain(OfStep):
    """Somebody of the team had the question sent once more to who was asked outside."""

    name: ClassVar[str] = "workflow.link_sent_again"
    icon: ClassVar[str] = "arrow-path"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    task: int
    title: dict[str, str]
    holder: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "holder": self.holder, "task": pick(self.title)}
        return _("%(actor)s has sent “%(task)s” to %(holder)s again.") % values


class TaskDone(OfStep):
    name: ClassVar[str] = "workflow.task_done"
    icon: ClassVar[str] = "check"
    hears: ClassVar[tuple[str, ...]] = ("requester",)
    weight: ClassVar[int] = 30
    task: int
    kind: str
    title: dict[str, str]
    answers: dict[str, Any]
    comment: str = ""
    by: str = ""
    sealed: bool = False

    def usual_visibility(self) -> SeenBy:
        return SeenBy.TEAM if self.kind == TaskKind.FAULT else SeenBy.EVERYONE

    def say(self, actor: str) -> str:
        values = {"actor": self.by or actor, "task": pick(self.title)}
        if self.kind == TaskKind.CORRECTION:
            return _("%(actor)s sent the corrected request.") % values
        if self.sealed:
            return _("%(actor)s answered “%(task)s”. It stays sealed for now.") % values
        if self.kind == TaskKind.ASK:
            return _("%(actor)s answered “%(task)s”.") % values
        return _("%(actor)s has done “%(task)s”.") % values

    def detail(self) -> str:
        return self.comment


class SealOpened(OfStep):
    """An answer that nobody could read so far is open now: everybody sees that, and when it had come."""

    name: ClassVar[str] = "workflow.seal_opened"
    icon: ClassVar[str] = "lock-open"
    weight: ClassVar[int] = 30
    task: int
    title: dict[str, str]
    by: str
    arrived_at: datetime
    answers: dict[str, Any]
    comment: str = ""

    def say(self, actor: str) -> str:
        values = {"who": self.by, "task": pick(self.title), "when": _moment(self.arrived_at)}
        return _("The sealed answer of %(who)s to “%(task)s” was opened. It came on %(when)s.") % values

    def detail(self) -> str:
        return self.comment


class SealDropped(OfStep):
    """A sealed answer was deleted unread: its request ended before."""

    name: ClassVar[str] = "workflow.seal_dropped"
    icon: ClassVar[str] = "lock-closed"
    weight: ClassVar[int] = 20
    task: int
    title: dict[str, str]
    by: str

    def say(self, actor: str) -> str:
        values = {"who": self.by, "task": pick(self.title)}
        return (
            _("The sealed answer of %(who)s to “%(task)s” was deleted without having been opened.") % values
        )


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j F, H:i"))
