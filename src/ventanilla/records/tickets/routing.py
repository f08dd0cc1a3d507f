"""Which team a new ticket goes to, how urgent it is, and why: each decision with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.package import Route
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email, team_by_slug
from ventanilla.core.rules import RuleFault, Surroundings, Trace, compute, explain
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.plainly import plainly
from ventanilla.records.tickets.priority import priority_of


@dataclass(frozen=True)
class Routing:
    """Where a ticket goes and how much it weighs.

    `because` has the rule that held, in words, by language (empty for the usual way), `plainly` the same for who
    asked; `problems` what of the
    service's configuration could not be followed, so that its owner is told and nobody's request is lost.
    """

    team: Team
    assignee: Person | None
    impact: Level
    urgency: Level
    because: dict[str, list[str]] = field(default_factory=dict)
    plainly: dict[str, list[str]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def priority(self) -> Priority:
        return priority_of(self.impact, self.urgency)


def decide(package: Package, fallback: Team, facts: Mapping[str, Any], surroundings: Surroundings) -> Routing:
    """The first route of the service that holds, or its owner's team, the `fallback`; impact and urgency as the
    service says, where what it can't say counts as medium."""
    problems: list[str] = []
    chosen, trace = _first_route(package, facts, surroundings)
    team = team_by_slug(chosen.team) if chosen and chosen.team else fallback
    if team is None and chosen:
        problems.append(
            _("The service sends this to a team that no longer exists: %(team)s.") % {"team": chosen.team}
        )
    assignee = by_email(chosen.person) if chosen and chosen.person else None
    if chosen and chosen.person and assignee is None:
        problems.append(
            _("The service sends this to somebody who left: %(person)s.") % {"person": chosen.person}
        )
    levels = []
    for value in (package.impact, package.urgency):
        try:
            levels.append(_level(compute(value, facts, surroundings)))
        except RuleFault as fault:
            levels.append(Level.MEDIUM)
            problems.append(str(fault))
    because, plain = _told(package, trace, chosen)
    return Routing(team or fallback, assignee, levels[0], levels[1], because, plain, tuple(problems))


def _first_route(
    package: Package, facts: Mapping[str, Any], surroundings: Surroundings
) -> tuple[Route | None, Trace | None]:
    for candidate in package.routing:
        if candidate.when is None:
            return candidate, None
        trace = explain(candidate.when, facts, surroundings)
        if trace.held:
            return candidate, trace
    return None, None


def _told(
    package: Package, trace: Trace | None, chosen: Route | None
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Why it was this route, in words by language: in full, and plainly."""
    if trace is None or chosen is None:
        return {}, {}
    names = {code: rule_names(package, [chosen.when], code) for code in languages()}
    full = {code: trace.words(code, named) for code, named in names.items()}
    return full, {code: plainly(trace, code, named) for code, named in names.items()}


def _level(value: Any) -> Level:
    return Level(value) if value in Level.values else Level.MEDIUM
