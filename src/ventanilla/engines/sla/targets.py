"""Which of a service's promises counts for a request."""

from __future__ import annotations

from ventanilla.core.blueprint.deadlines import Promise, Promises
from ventanilla.core.blueprint.package import Package
from ventanilla.core.rules import Facts, Surroundings, evaluate
from ventanilla.engines.sla.choices import ClockKind


def targets_of(package: Package, facts: Facts, around: Surroundings) -> dict[ClockKind, Promise]:
    """The promise of each kind whose rule holds first. Raises RuleFault when a rule can't be evaluated."""
    wanted = promises_of(package).items()
    found = {kind: first_that_holds(promises, facts, around) for kind, promises in wanted}
    return {kind: promise for kind, promise in found.items() if promise is not None}


def promises_of(package: Package) -> dict[ClockKind, Promises]:
    """All promises of a service, by kind."""
    deadlines = package.deadlines
    return {ClockKind.FIRST_RESPONSE: deadlines.first_response, ClockKind.RESOLUTION: deadlines.resolution}


def first_that_holds(promises: Promises, facts: Facts, around: Surroundings) -> Promise | None:
    """The first promise without a rule, or whose rule holds."""
    for promise in promises:
        if promise.when is None or evaluate(promise.when, facts, around):
            return promise
    return None
