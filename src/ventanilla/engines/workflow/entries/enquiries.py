from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.workflow.entries.base import OfStep


class Enquired(OfStep):
    """Somebody who decides wants to know something first, of `who`."""

    name: ClassVar[str] = "workflow.enquired"
    icon: ClassVar[str] = "question-mark-circle"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 105
    approval: int
    task: int
    title: dict[str, str]
    text: str
    people: list[int]
    who: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "who": self.who, "step": pick(self.title)}
        return _("%(actor)s asks %(who)s something before deciding “%(step)s”.") % values

    def detail(self) -> str:
        return self.text

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/requests/{number}/tasks/{self.task}/"

    def call_to_action(self) -> str:
        return _("Answer")

    def news(self, actor: str, reader: Person) -> str:
        return _("%(actor)s asks you something before deciding.") % {"actor": actor}

    def kind_of_news(self) -> str:
        return "waits"


class EnquiryEnded(OfStep):
    """The answer is there, or it was waited for long enough: the approval goes on."""

    name: ClassVar[str] = "workflow.enquiry_ended"
    icon: ClassVar[str] = "chat-bubble-left-right"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 102
    approval: int
    title: dict[str, str]
    who: str
    answer: str = ""
    people: list[int]
    digest: str = ""

    def say(self, actor: str) -> str:
        values = {"who": self.who, "step": pick(self.title)}
        if self.answer:
            return _("%(who)s has answered what was asked before deciding “%(step)s”.") % values
        return _("%(who)s has not answered in time; “%(step)s” can be decided without it.") % values

    def detail(self) -> str:
        return self.answer

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/approvals/{self.approval}/"

    def call_to_action(self) -> str:
        return _("See it and decide")

    def kind_of_news(self) -> str:
        return "approvals"

    def handle(self) -> Handle | None:
        """Who asked by a link decides by the next one."""
        return Handle("decide", self.approval, self.digest) if self.digest else None
