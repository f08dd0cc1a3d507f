"""What happened to the requests of a service on their way, as their histories tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets.choices import DONE, Status
from ventanilla.records.tickets.models import Ticket

TOLD = (
    "ticket.routed",
    "ticket.assigned",
    "ticket.priority_set",
    "ticket.answers_amended",
    "ticket.comment_added",
    "ticket.status_changed",
    "ticket.waits_for_supplier",
    "ticket.supplier_over",
    "workflow.task_opened",
    "workflow.task_claimed",
    "workflow.enquired",
    "workflow.decided",
)
PARTS = ("team", "public", "by_staff", "kind", "verdict", "new", "task", "assignee")
"""What is read of their payloads: never what somebody wrote."""


@dataclass
class Course:
    """One request that has ended. `taken_at`: when somebody began to work on it; `waits`: the stretches in which an
    answer was waited for; `claims`: when each task was taken."""

    ticket: Ticket
    rerouted: bool = False
    reweighed: bool = False
    amended: bool = False
    asked_back: bool = False
    decided: bool = False
    taken_at: datetime | None = None
    waits: list[tuple[datetime, datetime]] = field(default_factory=list)
    claims: dict[int, datetime] = field(default_factory=dict)
    _team: Any = None
    _wrote: bool = False
    _waiting: datetime | None = None
    _supplier: datetime | None = None

    @property
    def done(self) -> bool:
        return self.ticket.outcome in DONE

    @property
    def alone(self) -> bool:
        """Whether it found its team and its priority without anybody's hand."""
        return not (self.rerouted or self.reweighed)

    def hear(self, entry: dict[str, Any]) -> None:
        """Take in the next entry of its history."""
        kind, by_hand, at = entry["type"], entry["actor_id"] is not None, entry["at"]
        match kind:
            case "ticket.routed":
                self._team = entry["team"]
            case "ticket.assigned":
                self.rerouted |= by_hand and self._team is not None and entry["team"] != self._team
                self._team = entry["team"]
                if entry["assignee"]:
                    self._take(at)
            case "ticket.priority_set":
                self.reweighed |= by_hand
            case "ticket.answers_amended":
                self.amended = True
            case "ticket.comment_added":
                self._hear_words(entry)
            case "ticket.status_changed":
                self._hear_status(entry["new"], by_hand, at)
            case "ticket.waits_for_supplier":
                self._supplier = self._supplier or at
            case "ticket.supplier_over":
                self._end_supplier(at)
            case "workflow.task_claimed":
                self.claims.setdefault(entry["task"], at)
                self._take(at)
            case "workflow.task_opened":
                self.asked_back |= entry["kind"] == "correction"
            case "workflow.enquired":
                self.asked_back = True
            case "workflow.decided":
                self.decided = True
                self.asked_back |= entry["verdict"] == "return"

    def end(self) -> None:
        """It has no more entries."""
        over = self.ticket.resolved_at
        if over is None:
            return
        self._end_supplier(over)
        if self._waiting is not None:
            self.waits.append((self._waiting, over))

    def _end_supplier(self, at: datetime) -> None:
        if self._supplier is not None:
            self.waits.append((self._supplier, at))
        self._supplier = None

    def _take(self, at: datetime) -> None:
        self.taken_at = self.taken_at or at

    def _hear_words(self, entry: dict[str, Any]) -> None:
        """A message of the team that who asked answers before it is over was a question."""
        over = self.ticket.resolved_at
        if not entry["public"] or (over is not None and entry["at"] > over):
            return
        if entry["by_staff"]:
            self._wrote = True
            self._take(entry["at"])
        elif self._wrote:
            self.asked_back = True

    def _hear_status(self, new: str, by_hand: bool, at: datetime) -> None:
        if self._waiting is not None and new != Status.WAITING:
            self.waits.append((self._waiting, at))
            self._waiting = None
        if new == Status.OPEN:
            self._take(at)
        elif new == Status.WAITING:
            self._waiting = at
            self.asked_back |= by_hand


def courses(tickets: Sequence[Ticket]) -> list[Course]:
    """What happened to each of these tickets. One query."""
    by_stream = {ticket.stream_id: Course(ticket) for ticket in tickets}
    for entry in _entries(by_stream):
        by_stream[entry["stream_id"]].hear(entry)
    for course in by_stream.values():
        course.end()
    return list(by_stream.values())


def _entries(streams: Iterable[int]) -> Any:
    rows = Entry.objects.filter(stream__in=list(streams), type__in=TOLD)
    told = rows.annotate(**{part: F(f"payload__{part}") for part in PARTS})
    return told.order_by("stream_id", "position").values("stream_id", "type", "actor_id", "at", *PARTS)
