"""Why a promise is what it is, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from django.utils.translation import override

from ventanilla.core.blueprint.deadlines import Promise, Promises
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import Facts, Surroundings, explain, say
from ventanilla.engines.sla.targets import promises_of
from ventanilla.records.catalog.queries.rule_names import names_by_language
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.plainly import plainly


class Words:
    """What the rules of a service's promises are told with, by language: looked up once, when the first is told."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """The names of facts and values, by language."""
        promises = chain.from_iterable(promises_of(self.package).values())
        rules = [promise.when for promise in promises if promise.when is not None]
        found = names_by_language(self.package, rules, languages())
        return {code: named | _levels(code) for code, named in found.items()}


def reasons(promise: Promise, words: Words) -> dict[str, list[str]]:
    """The rule of the promise as people read it, a line a part, by language; nothing for the usual promise."""
    if promise.when is None:
        return {}
    return {code: say(promise.when, code, named).lines() for code, named in words.names.items()}


def traced(
    promises: Promises,
    words: Words,
    facts: Facts,
    around: Surroundings,
    write: Callable[[Mapping[str, str]], dict[str, str]] = dict,
) -> list[dict[str, Any]]:
    """The promises in order up to the one that holds, as traces keep them: with all that was looked at, in words by
    language, in full and plainly, and what the last one says of itself, filled in by `write`. Nothing when the first is
    for all tickets."""
    if not promises or promises[0].when is None:
        return []
    names, found = words.names, []
    for promise in promises:
        trace = None if promise.when is None else explain(promise.when, facts, around)
        kept: dict[str, Any] = {"amount": promise.within.amount, "unit": promise.within.unit}
        full = {code: trace.words(code, named) for code, named in names.items()} if trace else {}
        open_ = (
            None if promise.follows_outputs else trace
        )  # what the team wrote down may not be for who asked
        plain = {code: plainly(open_, code, named) for code, named in names.items()} if open_ else {}
        found.append({**kept, "held": trace is None or trace.held, "full": full, "plain": plain})
        if found[-1]["held"]:
            found[-1] |= {"said": write(promise.because)} if promise.because else {}
            break
    return found


def _levels(language: str) -> dict[str, str]:
    with override(language):
        named = {f"ticket.priority={level.name.lower()}": str(level.label) for level in Priority}
        for field in ("impact", "urgency"):
            named |= {f"ticket.{field}={level.value}": str(level.label) for level in Level}
    return named
