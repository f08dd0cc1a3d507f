from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import listed, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.entries.base import OfStep
from ventanilla.engines.workflow.wording import seat_reason


class ApprovalAsked(OfStep):
    """Somebody is asked to decide; `reasons` say why it is them, when the service named somebody else, and `whose` how
    many of them it takes, when it isn't all: «2 of these 3: …»."""

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
    reasons: list[str | dict[str, str]] = []
    whose: dict[str, str] = {}

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": pick(self.whose) or listed(self.names)}
        return _("“%(step)s” waits for the decision of %(people)s.") % values

    def detail(self) -> str:
        return " ".join(filter(None, map(seat_reason, self.reasons)))

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
        return _("Reminder to %(people)s about “%(step)s”.") % values

    def news(self, actor: str, reader: Person) -> str:
        return _("Reminder: your decision is still needed.")


class Escalated(ApprovalAsked):
    """Somebody above them is told."""

    name: ClassVar[str] = "workflow.approval_escalated"
    icon: ClassVar[str] = "arrow-trending-up"

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": ", ".join(self.names)}
        return _("“%(step)s” is taking long: now %(people)s may decide too.") % values

    def news(self, actor: str, reader: Person) -> str:
        return _("It is taking long, so now you may decide too.")


class Moved(ApprovalAsked):
    """Others decide now than those who were asked first: somebody left, is away, or has another manager."""

    name: ClassVar[str] = "workflow.approval_moved"
    icon: ClassVar[str] = "arrows-right-left"
    before: list[str] = []

    def say(self, actor: str) -> str:
        values = {
            "step": pick(self.title),
            "people": ", ".join(self.names),
            "before": ", ".join(self.before),
        }
        if not self.names and not self.before:
            return _("Nobody can be found any more for one of those who decide “%(step)s”.") % values
        if not self.names:
            return _("“%(step)s” waits no longer for %(before)s.") % values
        if not self.before:
            return _("Now %(people)s may decide “%(step)s” too.") % values
        return _("“%(step)s” waits for %(people)s now, no longer for %(before)s.") % values


class Decided(OfStep):
    name: ClassVar[str] = "workflow.decided"
    icon: ClassVar[str] = "scale"
    hears: ClassVar[tuple[str, ...]] = ("requester", "people")
    weight: ClassVar[int] = 70
    approval: int
    title: dict[str, str]
    verdict: str
    comment: str
    digest: str
    behalf: list[str] = []
    people: list[int] = []
    goes_on: bool = False
    """A no to this step is dealt with inside: it is no answer to who asked, and nothing for them to correct."""

    def say(self, actor: str) -> str:
        values = {"actor": self._actor(actor), "step": pick(self.title)}
        if self.verdict == Verdict.RETURN and self.goes_on:
            return _("%(actor)s sent “%(step)s” back.") % values
        if self.verdict == Verdict.APPROVE:
            return _("%(actor)s approved “%(step)s”.") % values
        if self.verdict == Verdict.REJECT:
            return _("%(actor)s rejected “%(step)s”.") % values
        return _("%(actor)s sent the request back for correction (“%(step)s”).") % values

    def _actor(self, actor: str) -> str:
        """«Luis Gil, on behalf of Marta Ibáñez,»"""
        if not self.behalf:
            return actor
        return _("%(actor)s, on behalf of %(behalf)s,") % {"actor": actor, "behalf": ", ".join(self.behalf)}

    def detail(self) -> str:
        return self.comment

    def people_ids(self) -> list[int]:
        """Those on whose behalf it was decided."""
        return self.people

    def news(self, actor: str, reader: Person) -> str:
        if reader.pk in self.people:
            values = {"actor": actor, "verdict": Verdict(self.verdict).label, "step": pick(self.title)}
            return _("%(actor)s decided on your behalf: %(verdict)s (“%(step)s”).") % values
        if self.goes_on:
            return self.say(actor)
        values = {"actor": self._actor(actor), "step": pick(self.title)}
        if self.verdict == Verdict.APPROVE:
            return _("%(actor)s has approved your request.") % values
        if self.verdict == Verdict.REJECT:
            return _("%(actor)s has rejected your request.") % values
        return _("%(actor)s sends your request back to be corrected.") % values

    def heft(self) -> int:
        """A no goes before all that follows from it."""
        return self.weight if self.verdict == Verdict.APPROVE or self.goes_on else 110


class NotNeeded(OfStep):
    """The decision of some people can't change anything any more."""

    name: ClassVar[str] = "workflow.decision_not_needed"
    icon: ClassVar[str] = "check"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 20
    approval: int
    title: dict[str, str]
    people: list[int]
    names: list[str]

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title), "people": ", ".join(self.names)}
        return _("The decision of %(people)s on “%(step)s” is no longer needed.") % values

    def news(self, actor: str, reader: Person) -> str:
        return _("Your decision on “%(step)s” is no longer needed.") % {"step": pick(self.title)}

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "approvals"


class ApprovalExpired(OfStep):
    """Nobody decided in time, or not all of them (`some` did); `outcome` says what that means."""

    name: ClassVar[str] = "workflow.approval_expired"
    icon: ClassVar[str] = "clock"
    hears: ClassVar[tuple[str, ...]] = ("requester", "people")
    weight: ClassVar[int] = 65
    approval: int
    title: dict[str, str]
    outcome: str
    people: list[int]
    names: list[str]
    some: bool = False

    def say(self, actor: str) -> str:
        values = {"step": pick(self.title)}
        if self.some:
            return self._not_all() % values
        if self.outcome == "approved":
            return _("Nobody decided “%(step)s” in time, so it counts as approved.") % values
        if self.outcome == "rejected":
            return _("Nobody decided “%(step)s” in time, so it counts as rejected.") % values
        return _("Nobody decided “%(step)s” in time.") % values

    def _not_all(self) -> str:
        return {
            "approved": _("Not everybody decided “%(step)s” in time, so it counts as approved."),
            "rejected": _("Not everybody decided “%(step)s” in time, so it counts as rejected."),
        }.get(self.outcome) or _("Not everybody decided “%(step)s” in time.")

    def people_ids(self) -> list[int]:
        return self.people


class ApprovalClosed(OfStep):
    """Nobody has to decide any more: the ticket ended, or the content changed."""

    name: ClassVar[str] = "workflow.approval_closed"
    icon: ClassVar[str] = "x-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("people",)
    weight: ClassVar[int] = 20
    approval: int
    title: dict[str, str]
    people: list[int] = []

    def say(self, actor: str) -> str:
        return _("“%(step)s” needs no decision any more.") % {"step": pick(self.title)}

    def people_ids(self) -> list[int]:
        return self.people

    def kind_of_news(self) -> str:
        return "approvals"
