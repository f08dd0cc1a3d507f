"""How long each step took, in working time: how much of it was waiting, and how much work."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.blocks.tree import walk
from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.engines.insights.counting.course import Course
from ventanilla.engines.insights.counting.shares import share
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.queries import package_of

MINUTE = timedelta(minutes=1)
HOLDERS = frozenset({"group", "parallel", "branch", "for_each", "repeat", "go_back"})
"""They last as long as what they hold, which counts by itself."""
WORK = "task"
PEOPLE = frozenset({"approval", "ask", WORK})
"""The others are told only when they took time."""
BY_HAND = ""
"""The work on a request whose service has no steps that take time."""


@dataclass
class Took:
    """The minutes that one step took, each time; `waiting` of them nobody had taken it."""

    minutes: list[int] = field(default_factory=list)
    waiting: int = 0

    def add(self, minutes: int, waiting: int) -> None:
        self.minutes.append(minutes)
        self.waiting += waiting


class Stopwatch:
    """Collects how long the steps of a service took, request by request."""

    def __init__(self, hours: WorkingHours, package: Package | None) -> None:
        self._hours = hours
        self._blocks = {block.id: block for block in _timed(package)} if package else {}
        self._old: dict[str, Block] = {}
        self._took: dict[str, Took] = {}

    def measure(self, courses: Sequence[Course]) -> None:
        """Take in these requests. Three queries, and one for each version that isn't the live one."""
        by_ticket = {course.ticket.pk: course for course in courses}
        taken = _taken(by_ticket)
        timed = set()
        for step in _steps(by_ticket):
            block = self._blocks.get(step["block"]) or self._earlier(step)
            over = by_ticket[step["run__ticket_id"]].ticket.resolved_at
            if block is None or (over is not None and step["started_at"] >= over):
                continue
            timed.add(step["run__ticket_id"])
            self._add(step, block, taken.get(step["pk"]), min(step["ended_at"], over or step["ended_at"]))
        for course in courses:
            if course.done and course.ticket.pk not in timed:
                self._by_hand(course)

    def minutes(self, since: datetime, until: datetime) -> int:
        """Working time between two instants."""
        return math.ceil(self._hours.between(since, until) / MINUTE)

    def rows(self) -> list[dict[str, Any]]:
        """The steps in the order of the workflow, those of earlier versions last."""
        known = [*self._blocks.values(), *(b for name, b in self._old.items() if name not in self._blocks)]
        found = [
            {"block": block.id, "kind": block.type, "title": block.shown_title, **_told(self._took[block.id])}
            for block in known
            if block.id in self._took and (block.type in PEOPLE or any(self._took[block.id].minutes))
        ]
        if BY_HAND in self._took:
            found.append({"block": BY_HAND, "kind": WORK, "title": {}, **_told(self._took[BY_HAND])})
        return found

    def _add(self, step: dict[str, Any], block: Block, began: datetime | None, until: datetime) -> None:
        """What comes after the request was over is care that nobody waits for."""
        since = step["started_at"]
        minutes = self.minutes(since, until)
        works = began is not None and block.type == WORK
        waiting = self.minutes(since, min(began, until)) if works and began else minutes
        self._took.setdefault(block.id, Took()).add(minutes, waiting)

    def _by_hand(self, course: Course) -> None:
        asked, over = course.ticket.created_at, course.ticket.resolved_at
        if over is None:
            return
        minutes = self.minutes(asked, over)
        waiting = self.minutes(asked, min(course.taken_at, over)) if course.taken_at else minutes
        waiting += sum(self.minutes(since, min(until, over)) for since, until in course.waits)
        self._took.setdefault(BY_HAND, Took()).add(minutes, min(waiting, minutes))

    def _earlier(self, step: dict[str, Any]) -> Block | None:
        """A block that the live version doesn't have any more."""
        name = step["block"]
        if name not in self._old:
            version = ServiceVersion.objects.get(pk=step["run__version_id"])
            self._old |= {block.id: block for block in _timed(package_of(version))}
        return self._old.get(name)


def _timed(package: Package) -> Iterable[Block]:
    return (block for block in walk(package.workflow) if not block.timeless and block.type not in HOLDERS)


def _steps(tickets: Iterable[int]) -> Iterable[Any]:
    rows = Step.objects.filter(run__ticket__in=list(tickets), state=StepState.DONE, ended_at__isnull=False)
    return rows.order_by("pk").values(
        "pk", "block", "started_at", "ended_at", "run__ticket_id", "run__version_id"
    )


def _taken(courses: dict[int, Course]) -> dict[int, datetime]:
    """When the task of each step was taken by somebody."""
    rows = Task.objects.filter(ticket__in=list(courses), kind="work", step__isnull=False)
    found = {}
    for pk, step, ticket in rows.values_list("pk", "step_id", "ticket_id"):
        at = courses[ticket].claims.get(pk)
        if at is not None and step is not None:
            found[step] = at
    return found


def _told(took: Took) -> dict[str, Any]:
    return {
        "counted": len(took.minutes),
        "half": share(took.minutes, 50),
        "most": share(took.minutes, 85),
        "total": sum(took.minutes),
        "waiting": took.waiting,
    }
