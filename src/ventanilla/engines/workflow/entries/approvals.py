from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType, Handle
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.wording import seat_reason


class ApprovalAsked(EntryType):
    """Somebody is asked to decide; `reasons` say why it is them, when the service named somebody else."""

    name: ClassVar[str] = "workflow.approval_asked"
    icon: ClassVar[str] = "hand-raised"
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 100
    approval: int
    step: str
    title: dict[str, str]
    people: list[int]
    names: list[str]
    digest: str
    reasons: list[str] = []

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": ", ".join(self.names)}
        return _("«%(step)s» waits for the decision of %(people)s.") % values

    def detail(self) -> str:
        return " ".join(seat_reason(code) for code in self.reasons)

    def people_ids(self) -> list[int]:
        return self.people

    def path(self, number: str) -> str:
        return f"/approvals/{self.approval}/"

    def call_to_action(self) -> str:
        return _("See it and decide")

    def news(self, actor: str, reader: Person) -> str:
        return _("Your decision is needed.")

    def kind_of_news(self) -> str:
        return "approvals"

    def handle(self) -> Handle:
        return Handle("decide", self.approval, self.digest)


class Reminded(ApprovalAsked):
    """They are asked again."""

    name: ClassVar[str] = "workflow.approval_reminded"
    icon: ClassVar[str] = "bell"

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": ", ".join(self.names)}
        return _("Reminder to %(people)s about «%(step)s».") % values

    def news(self, actor: str, reader: Person) -> str:
        return _("Reminder: your decision is still needed.")


class Escalated(ApprovalAsked):
    """Somebody above them is told."""

    name: ClassVar[str] = "workflow.approval_escalated"
    icon: ClassVar[str] = "arrow-trending-up"

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": ", ".join(self.names)}
        return _("«%(step)s» is taking long: now %(people)s may decide too.") % values

    def news(self, actor: str, reader: Person) -> str:
        return _("It is taking long, so now you may decide too.")


class Decided(EntryType):
    name: ClassVar[str] = "workflow.decided"
    icon: ClassVar[str] = "scale"
    hears: ClassVar[tuple[str, ...]] = ("requester",)
    weight: ClassVar[int] = 70
    approval: int
    title: dict[str, str]
    verdict: str
    comment: str
    digest: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "step": pick(self.title)}
        if self.verdict == Verdict.APPROVE:
            return _("%(actor)s approved «%(step)s».") % values
        if self.verdict == Verdict.REJECT:
            return _("%(actor)s rejected «%(step)s».") % values
        return _("%(actor)s sent the request back for correction («%(step)s»).") % values

    def detail(self) -> str:
        return self.comment

    def news(self, actor: str, reader: Person) -> str:
        values = {"actor": actor, "step": pick(self.title)}
        if self.verdict == Verdict.APPROVE:
            return _("%(actor)s has approved your request.") % values
        if self.verdict == Verdict.REJECT:
            return _("%(actor)s has rejected your request.") % values
        return _("%(actor)s sends your request back to be corrected.") % values

    def heft(self) -> int:
        """A no goes before all that follows from it."""
        return self.weight if self.verdict == Verdict.APPROVE else 110


class ApprovalClosed(EntryType):
    """Nobody has to decide any more: the ticket ended, or the content changed."""

    name: ClassVar[str] = "workflow.approval_closed"
    icon: ClassVar[str] = "x-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    approval: int
    title: dict[str, str]

    def say(self, actor: str) -> str:
        return _("«%(step)s» needs no decision any more.") % {"step": pick(self.title)}
