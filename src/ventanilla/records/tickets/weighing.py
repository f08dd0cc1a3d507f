"""What impact and urgency hang on, as it was when they were worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint import Package
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.trace import shown
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.priority import priority_of

Weighed = dict[str, Any]


def weighed(package: Package, facts: Mapping[str, Any], impact: Level, urgency: Level) -> Weighed:
    """For the traces: each level with the facts that it was worked out from, in words by language (none where the
    service says it once for all), and the priority."""
    found: Weighed = {"priority": int(priority_of(impact, urgency))}
    for name, value, level in (("impact", package.impact, impact), ("urgency", package.urgency, urgency)):
        read = list(dict.fromkeys(facts_in(value)))
        found[name] = {"level": str(level), "facts": _told(package, value, read, facts) if read else {}}
    return found


def _told(package: Package, value: Any, read: list[str], facts: Mapping[str, Any]) -> dict[str, list[str]]:
    told = {}
    for code in languages():
        names = rule_names(package, [value], code)
        told[code] = [
            f"{names.get(fact, fact)}: {shown(facts.get(fact), code, fact, names)}".replace("?:", "?")
            for fact in read
        ]
    return told
