"""Whether a rule can ever hold. Only what is proved is said: «impossible» is never wrong, silence may be.

The rule is written as alternatives of tests that must hold together. For each fact a finite set of values is made
such that whatever the fact may be, one of them answers every test on it the same way; when none passes all of
them, the alternative is dead. What can't be judged so (tests between facts, patterns) is taken as possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ventanilla.core.rules import OPERATORS, evaluate
from ventanilla.engines.workflow.machine.lint.domains import Domains
from ventanilla.engines.workflow.machine.lint.samples import samples

MOST_WAYS = 400
DEEPEST = 4

Literal = tuple[Mapping[str, Any], bool]
"""A test, and whether it has to hold."""

Way = tuple[Literal, ...]


class TooMany(Exception):
    """More alternatives than are worth looking at."""


def impossible(rule: Any, domains: Domains) -> bool:
    """Whether no facts whatever could make the rule hold."""
    try:
        return all(_dead(way, domains) for way in _ways(rule, True, domains, 0))
    except TooMany:
        return False


def inevitable(rule: Any, domains: Domains) -> bool:
    """Whether the rule holds whatever the facts are."""
    return impossible({"not": rule}, domains)


def _ways(rule: Any, wanted: bool, domains: Domains, depth: int) -> list[Way]:
    """The alternatives in which the rule comes out as wanted."""
    if isinstance(rule, bool):
        return [()] if rule is wanted else []
    if "not" in rule:
        return _ways(rule["not"], not wanted, domains, depth)
    for kind, joined in (("all", wanted), ("any", not wanted)):
        if kind in rule:
            parts = (_ways(part, wanted, domains, depth) for part in rule[kind])
            return _together(parts) if joined else _either(parts)
    literal: Way = ((rule, wanted),)
    return _together([[literal], *_implied(rule, wanted, domains, depth)])


def _implied(test: Mapping[str, Any], wanted: bool, domains: Domains, depth: int) -> Iterator[list[Way]]:
    """A test that holds only for what was answered means that its question was shown."""
    if depth >= DEEPEST or not _needs_value(test, wanted):
        return
    need = domains.need(test["fact"])
    if need is not True:
        alternatives = _ways(need, True, domains, depth + 1)
        yield [tuple(lit for lit in way if _lasting(lit[0]["fact"])) for way in alternatives]


def _needs_value(test: Mapping[str, Any], wanted: bool) -> bool:
    operator = OPERATORS[test["op"]]
    if operator.on_empty is None:
        return (test["op"] == "is_not_empty") is wanted
    return operator.on_empty is not wanted


def _lasting(fact: str) -> bool:
    """Whether the fact is the same whenever the form's rules are looked at: not what the day or the ticket says."""
    return fact.startswith(("answers.", "row."))


def _together(parts: Iterable[list[Way]]) -> list[Way]:
    ways: list[Way] = [()]
    for part in parts:
        ways = [(*way, *more) for way in ways for more in part]
        if len(ways) > MOST_WAYS:
            raise TooMany
    return ways


def _either(parts: Iterable[list[Way]]) -> list[Way]:
    ways = [way for part in parts for way in part]
    if len(ways) > MOST_WAYS:
        raise TooMany
    return ways


def _dead(way: Way, domains: Domains) -> bool:
    if any((test, not wanted) in way for test, wanted in way):  # whatever it compares with
        return True
    by_fact: dict[str, list[Literal]] = defaultdict(list)
    for test, wanted in way:
        if _is_constant(test.get("value")):
            by_fact[test["fact"]].append((test, wanted))
    return any(_contradictory(fact, tests, domains) for fact, tests in by_fact.items())


def _contradictory(fact: str, tests: list[Literal], domains: Domains) -> bool:
    judged, values = samples(domains.domain(fact), tests)
    if values is None:
        return False
    if domains.domain(fact).filled:
        values = [value for value in values if value is not None]
    return not any(
        all(evaluate(test, {test["fact"]: value}) is wanted for test, wanted in judged) for value in values
    )


def _is_constant(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_constant, value))
    return not isinstance(value, Mapping) or value.keys() == {"amount", "currency"}
