"""Which of a service's promises counts for a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.core.blueprint.deadlines import Promise, Promises
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.rules import Facts, RuleFault, Surroundings, as_json, compute, evaluate
from ventanilla.engines.sla import reckoning
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.engines.sla.reckoning import Named


@dataclass(frozen=True)
class Given:
    """What promises are chosen by: what is known, the hours of the team, and when it was asked for."""

    facts: Facts
    around: Surroundings
    hours: WorkingHours
    asked_at: datetime


@dataclass(frozen=True)
class Aim:
    """The promise that counts; for one that ends on a day, which day that is."""

    promise: Promise
    named: Named | None = None

    def due(self, given: Given) -> datetime:
        """By when, without any pause. Raises NeverOpen."""
        if self.named is not None:
            return self.named.due(given.hours)
        assert self.promise.within is not None  # the grammar has one of the two
        within = self.promise.within
        return reckoning.due(given.hours, given.asked_at, within.amount, within.unit)


def targets_of(package: Package, given: Given) -> dict[ClockKind, Aim]:
    """The promise of each kind that counts. Raises RuleFault when a rule can't be evaluated, NeverOpen when working
    days are to be counted in hours that have none."""
    wanted = promises_of(package).items()
    found = {kind: first_that_holds(promises, given) for kind, promises in wanted}
    return {kind: aim for kind, aim in found.items() if aim is not None}


def promises_of(package: Package) -> dict[ClockKind, Promises]:
    """All promises of a service, by kind."""
    deadlines = package.deadlines
    return {ClockKind.FIRST_RESPONSE: deadlines.first_response, ClockKind.RESOLUTION: deadlines.resolution}


def first_that_holds(promises: Promises, given: Given) -> Aim | None:
    """The first promise without a rule, or whose rule holds; one whose day isn't known, or was over when it was asked
    for, is passed over."""
    for promise in promises:
        if promise.when is not None and not evaluate(promise.when, given.facts, given.around):
            continue
        if promise.day is None:
            return Aim(promise)
        named = _named(promise.day, given)
        if named is not None:
            return Aim(promise, named)
    return None


def _named(day: ByDay, given: Given) -> Named | None:
    """The day that it comes to by what is known; None for none, and for one that can't be kept any more."""
    at = _moment(day, given)
    if at is None:
        return None
    length = day.before or day.after
    amount = 0 if length is None else -length.amount if day.before else length.amount
    named = Named(at, amount, length.unit if length else "days")
    try:
        return named if named.due(given.hours) > given.asked_at else None
    except OverflowError:
        return None


def _moment(day: ByDay, given: Given) -> date | datetime | None:
    try:
        text = as_json(compute(day.by, given.facts, given.around))
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except (ValueError, RuleFault):
        return None
    if at is None or not isinstance(text, str):
        return None
    return at.date() if len(text) == len("2027-03-31") else at if at.tzinfo else None
