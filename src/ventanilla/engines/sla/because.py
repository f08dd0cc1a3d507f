"""Why a promise is what it is, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from ventanilla.core.blueprint.deadlines import Promise, Promises
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import Facts, Surroundings, explain, say
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.plainly import plainly


def reasons(promise: Promise, ticket: Ticket) -> dict[str, list[str]]:
    """The rule of the promise as people read it, a line a part, by language; nothing for the usual promise."""
    if promise.when is None:
        return {}
    package = package_of(ticket.version)
    return {
        code: say(promise.when, code, rule_names(package, [promise.when], code) | _levels(code)).lines()
        for code in languages()
    }


def traced(promises: Promises, ticket: Ticket, facts: Facts, around: Surroundings) -> list[dict[str, Any]]:
    """The promises in order up to the one that holds, as traces keep them: with all that was looked at, in words by
    language, in full and plainly. Nothing when the first is for all tickets."""
    if not promises or promises[0].when is None:
        return []
    package, rules = package_of(ticket.version), [promise.when for promise in promises]
    names = {code: rule_names(package, rules, code) | _levels(code) for code in languages()}
    found = []
    for promise in promises:
        trace = None if promise.when is None else explain(promise.when, facts, around)
        kept = {"amount": promise.within.amount, "unit": promise.within.unit}
        full = {code: trace.words(code, named) for code, named in names.items()} if trace else {}
        plain = {code: plainly(trace, code, named) for code, named in names.items()} if trace else {}
        found.append({**kept, "held": trace is None or trace.held, "full": full, "plain": plain})
        if found[-1]["held"]:
            break
    return found


def _levels(language: str) -> dict[str, str]:
    with override(language):
        named = {f"ticket.priority={level.name.lower()}": str(level.label) for level in Priority}
        for field in ("impact", "urgency"):
            named |= {f"ticket.{field}={level.value}": str(level.label) for level in Level}
    return named
