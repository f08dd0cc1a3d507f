"""Which team a new ticket goes to, how urgent it is, and why: each decision with its trace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.package import Route
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email, teams_by_slug
from ventanilla.core.rules import RuleFault, Surroundings, Trace, compute, explain
from ventanilla.records.catalog.queries.rule_names import names_by_language
from ventanilla.records.tickets import weighing
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.plainly import plainly
from ventanilla.records.tickets.priority import priority_of
from ventanilla.records.tickets.turns import take_turn

Tried = tuple[Route, Trace | None]


@dataclass(frozen=True)
class Routing:
    """Where a ticket goes and how much it weighs.

    `because` has the rule that held, in words, by language (empty for the usual way), `plainly` the same for who
    asked; `tried` every line of the service up to the one that held, and `weighed` what impact and urgency hang on, as
    traces keep them; `problems` what of the service's configuration could not be followed, so that its owner is told
    and nobody's request is lost. `assign`: how somebody of the team is chosen when it is sent, and `given` why it was
    this one.
    """

    team: Team
    assignee: Person | None
    impact: Level
    urgency: Level
    because: dict[str, list[str]] = field(default_factory=dict)
    plainly: dict[str, list[str]] = field(default_factory=dict)
    tried: list[dict[str, Any]] = field(default_factory=list)
    weighed: dict[str, Any] = field(default_factory=dict)
    assign: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def priority(self) -> Priority:
        return priority_of(self.impact, self.urgency)


def decide(package: Package, fallback: Team, facts: Mapping[str, Any], surroundings: Surroundings) -> Routing:
    """The first route of the service that holds, or its owner's team, the `fallback`; impact and urgency as the
    service says, where what it can't say counts as medium."""
    problems: list[str] = []
    tried = _tried(package, facts, surroundings)
    chosen = next((route for route, trace in tried if trace is None or trace.held), None)
    teams = teams_by_slug({route.team for route, _trace in tried if route.team})
    team = teams.get(chosen.team) if chosen and chosen.team else fallback
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
    named = [
        *(route.when for route, trace in tried if trace),
        *(value for value in (package.impact, package.urgency) if not isinstance(value, str)),
    ]
    names = names_by_language(package, named, languages()) if named else {}
    because, plain = _told(tried, names)
    lines = [_line(route, trace, names, teams) for route, trace in tried]
    weighed = weighing.weighed(package, facts, (levels[0], levels[1]), names)
    return Routing(
        team=team or fallback,
        assignee=assignee,
        impact=levels[0],
        urgency=levels[1],
        because=because,
        plainly=plain,
        tried=lines,
        weighed=weighed,
        assign=(chosen.assign or "") if chosen and team else "",
        problems=tuple(problems),
    )


def hand_out(where: Routing, but: Collection[int]) -> Routing:
    """The same with somebody of the team chosen, where the service says so: not one of those whom it is about (`but`).
    Inside the transaction that makes the ticket."""
    if not where.assign:
        return where
    turn = take_turn(team=where.team, how=where.assign, but=but)
    return replace(where, assignee=turn.person, given=turn.trace)


def _tried(package: Package, facts: Mapping[str, Any], surroundings: Surroundings) -> list[Tried]:
    """The lines of the service in order, up to the first that holds."""
    found: list[Tried] = []
    for candidate in package.routing:
        trace = None if candidate.when is None else explain(candidate.when, facts, surroundings)
        found.append((candidate, trace))
        if trace is None or trace.held:
            break
    return found


def _line(
    route: Route, trace: Trace | None, names: Mapping[str, Mapping[str, str]], teams: Mapping[str, Team]
) -> dict[str, Any]:
    """As traces keep it: where it leads, and its rule with all that was looked at; without one it always holds."""
    team = teams.get(route.team) if route.team else None
    somebody = by_email(route.person) if route.person else None
    return {
        "team": team.name if team else route.team or "",
        "person": somebody.name if somebody else route.person or "",
        "held": trace is None or trace.held,
        "lines": {code: trace.words(code, named) for code, named in names.items()} if trace else {},
    }


def _told(
    tried: list[Tried], names: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Why it was the last line, in words by language: in full, and plainly; nothing when no rule held."""
    trace = tried[-1][1] if tried else None
    if trace is None or not trace.held:
        return {}, {}
    full = {code: trace.words(code, named) for code, named in names.items()}
    return full, {code: plainly(trace, code, named) for code, named in names.items()}


def _level(value: Any) -> Level:
    return Level(value) if value in Level.values else Level.MEDIUM
