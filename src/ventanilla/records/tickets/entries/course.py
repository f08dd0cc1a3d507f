from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType, Handle
from ventanilla.records.tickets.choices import Outcome, Priority, Status


class Submitted(EntryType):
    """It was asked for."""

    name: ClassVar[str] = "ticket.submitted"
    icon: ClassVar[str] = "paper-airplane"
    hears: ClassVar[tuple[str, ...]] = ("requested_for",)
    weight: ClassVar[int] = 65
    number: str
    service: str
    service_version: int
    answers: str
    files: list[str] = []

    def say(self, actor: str) -> str:
        return _("%(actor)s sent the request.") % {"actor": actor}

    def news(self, actor: str, reader: Person) -> str:
        return _("%(actor)s has asked for this for you.") % {"actor": actor}


class Routed(EntryType):
    """Which team has it, and why: the rule that held, in words."""

    name: ClassVar[str] = "ticket.routed"
    icon: ClassVar[str] = "arrow-right-circle"
    team: Localized | str
    assignee: str = ""
    because: dict[str, list[str]] = {}
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    weight: ClassVar[int] = 20

    def say(self, actor: str) -> str:
        values = {"person": self.assignee, "team": pick(self.team)}
        if self.assignee:
            return _("It went to %(person)s, of %(team)s.") % values
        return _("It went to %(team)s.") % values

    def news(self, actor: str, reader: Person) -> str:
        if self.assignee and self.assignee == reader.name:
            return _("This request is yours now.")
        return _("There is a new request for your team.")

    def kind_of_news(self) -> str:
        return "team"


class Assigned(EntryType):
    name: ClassVar[str] = "ticket.assigned"
    icon: ClassVar[str] = "user"
    hears: ClassVar[tuple[str, ...]] = ("assignee",)
    weight: ClassVar[int] = 60
    assignee: str = ""
    team: Localized | str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "person": self.assignee, "team": pick(self.team)}
        if not self.assignee:
            return _("%(actor)s handed it to %(team)s.") % values
        if self.assignee == actor:
            return _("%(actor)s has taken it.") % values
        return _("%(actor)s handed it to %(person)s.") % values

    def news(self, actor: str, reader: Person) -> str:
        if self.assignee == reader.name:
            return _("%(actor)s handed this request to you.") % {"actor": actor}
        return self.say(actor)

    def kind_of_news(self) -> str:
        return "waits"


class StatusChanged(EntryType):
    name: ClassVar[str] = "ticket.status_changed"
    icon: ClassVar[str] = "arrow-path"
    old: str
    new: str

    def say(self, actor: str) -> str:
        return {
            Status.NEW: _("The request is in the queue again."),
            Status.OPEN: _("The request is in progress."),
            Status.WAITING: _("The request waits for an answer."),
            Status.RESOLVED: _("The request is over."),
            Status.CLOSED: _("The request is closed."),
        }[Status(self.new)]


class PrioritySet(EntryType):
    name: ClassVar[str] = "ticket.priority_set"
    icon: ClassVar[str] = "flag"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    old: int | None
    new: int
    impact: str
    urgency: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "priority": Priority(self.new).label}
        return _("%(actor)s set the priority to %(priority)s.") % values


class AnswersAmended(EntryType):
    """The answers were corrected; both versions are kept."""

    name: ClassVar[str] = "ticket.answers_amended"
    icon: ClassVar[str] = "pencil-square"
    number: int
    changes: dict[str, tuple[Any, Any]]

    def say(self, actor: str) -> str:
        return _("%(actor)s corrected the answers.") % {"actor": actor}


class Resolved(EntryType):
    name: ClassVar[str] = "ticket.resolved"
    icon: ClassVar[str] = "check-circle"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for", "participants")
    weight: ClassVar[int] = 90
    outcome: str
    text: str = ""

    def say(self, actor: str) -> str:
        return _("It is solved.") if self.outcome == Outcome.SOLVED else _("The request is done.")

    def detail(self) -> str:
        return self.text

    def handle(self) -> Handle:
        return Handle("reopen", 0, "")


class Cancelled(EntryType):
    """It ended without being done: declined, withdrawn, expired, a duplicate `of` another one (its number)."""

    name: ClassVar[str] = "ticket.cancelled"
    icon: ClassVar[str] = "x-circle"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for", "participants", "assignee")
    weight: ClassVar[int] = 90
    outcome: str
    text: str = ""
    of: str = ""

    def say(self, actor: str) -> str:
        return {
            Outcome.WITHDRAWN: _("%(actor)s withdrew the request.") % {"actor": actor},
            Outcome.DECLINED: _("The request was declined."),
            Outcome.EXPIRED: _("The request was closed: its time ran out."),
            Outcome.DUPLICATE: _("The request was closed: it had been asked for already."),
        }[Outcome(self.outcome)]

    def detail(self) -> str:
        return self.text


class Reopened(EntryType):
    name: ClassVar[str] = "ticket.reopened"
    icon: ClassVar[str] = "arrow-uturn-left"
    hears: ClassVar[tuple[str, ...]] = ("requester", "assignee", "team")
    weight: ClassVar[int] = 80

    def say(self, actor: str) -> str:
        return _("%(actor)s opened the request again.") % {"actor": actor}

    def kind_of_news(self) -> str:
        return "team"


class FaultFound(EntryType):
    """Something that follows from an entry could not be done: the configuration needs a look."""

    name: ClassVar[str] = "ticket.fault"
    icon: ClassVar[str] = "exclamation-triangle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    where: str
    problem: dict[str, str] | str

    def say(self, actor: str) -> str:
        return _("A part of this request could not be carried out by itself.")

    def detail(self) -> str:
        return pick(self.problem)

    def kind_of_news(self) -> str:
        return "team"
