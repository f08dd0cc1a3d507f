"""Sealed answers that are to be opened before the time to answer is over: then they are opened when it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ventanilla.core.blueprint.blocks import Ask, Visit
from ventanilla.core.blueprint.blocks.base import Deadline
from ventanilla.core.blueprint.durations import Duration, Unit
from ventanilla.engines.workflow.machine.lint.dates import longer
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block

SHIFTS: Mapping[str, Unit] = {
    "add_days": "days",
    "add_working_days": "business_days",
    "add_hours": "hours",
}


@dataclass(frozen=True)
class Point:
    """A fact, or a day or instant that is written out, moved by an amount (negative: to before it) of a unit."""

    base: str | date | datetime
    amount: int = 0
    unit: Unit = "days"

    def moved(self, amount: int, unit: Unit) -> Point | None:
        """The same, moved; None when the two moves are of different measures."""
        if not self.amount:
            return replace(self, amount=amount, unit=unit)
        return replace(self, amount=self.amount + amount) if unit == self.unit else None


def openings(subject: Subject) -> Iterator[Finding]:
    """Every sealed question with an opening of its own, against its deadline."""
    for visit in subject.visits:
        if isinstance(visit.block, Ask) and visit.block.opens is not None and visit.block.deadline:
            yield from _opened_early(visit, visit.block, visit.block.deadline)


def _opened_early(visit: Visit, block: Ask, deadline: Deadline) -> Iterator[Finding]:
    opens, closes = point(block.opens), closing(deadline)
    if opens and closes and earlier(opens, closes):
        yield at_block(block, (*visit.path, "sealed_until"), "opened_early", Degree.WARNING)


def closing(deadline: Deadline) -> Point | None:
    """Until when it can be answered; None where it is counted from the beginning, or can't be told."""
    found = None if deadline.by is None else point(deadline.by)
    length = deadline.before or deadline.after
    if found is None or length is None:
        return found
    return found.moved(-length.amount if deadline.before else length.amount, length.unit)


def point(value: Any) -> Point | None:
    """What a value is counted from, and how far; None for what can't be told."""
    if isinstance(value, str):
        return _written(value)
    if not isinstance(value, Mapping):
        return None
    if isinstance(value.get("fact"), str):
        return Point(value["fact"])
    for name, unit in SHIFTS.items():
        if name in value and isinstance(value[name], list) and len(value[name]) == 2:
            start, amount = value[name]
            inner = point(start)
            whole = isinstance(amount, int) and not isinstance(amount, bool)
            return inner.moved(amount, unit) if inner and whole else None
    return None


def _written(text: str) -> Point | None:
    """A day, or an instant with its zone, that is written out."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2027-03-31"):
        return Point(at.date())
    return Point(at) if at.tzinfo else None


def earlier(one: Point, other: Point) -> bool:
    """Whether `one` lies before `other` for certain, whatever the answers and the calendar."""
    if one.base == other.base:
        return _less(one, other)
    if isinstance(one.base, str) or isinstance(other.base, str) or one.amount > 0 or other.amount < 0:
        return False
    if isinstance(one.base, datetime) and isinstance(other.base, datetime):
        return one.base < other.base
    return _day(one.base) < _day(other.base)


def _less(one: Point, other: Point) -> bool:
    """Of two that are counted from the same."""
    if one.amount == 0 or other.amount == 0 or (one.amount < 0) != (other.amount < 0):
        return one.amount <= 0 <= other.amount and one.amount != other.amount
    if one.amount < 0:
        return longer(_span(one), _span(other))
    return longer(_span(other), _span(one))


def _span(point: Point) -> Duration:
    return Duration(amount=abs(point.amount), unit=point.unit)


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
