"""What impact and urgency hang on, as it was when they were worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint import Package
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.trace import shown
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.priority import priority_of

Weighed = dict[str, Any]


def weighed(
    package: Package,
    facts: Mapping[str, Any],
    levels: tuple[Level, Level],
    names: Mapping[str, Mapping[str, str]],
) -> Weighed:
    """For the traces: impact and urgency with the facts that they were worked out from, in words by language (none
    where the service says it once for all), and the priority. `names` are by language what facts are called."""
    found: Weighed = {"priority": int(priority_of(*levels))}
    for name, value, level in zip(
        ("impact", "urgency"), (package.impact, package.urgency), levels, strict=True
    ):
        read = list(dict.fromkeys(facts_in(value)))
        told = {code: _told(read, facts, code, known) for code, known in names.items()} if read else {}
        found[name] = {"level": str(level), "facts": told}
    return found


def _told(read: list[str], facts: Mapping[str, Any], language: str, names: Mapping[str, str]) -> list[str]:
    return [
        f"{names.get(fact, fact)}: {shown(facts.get(fact), language, fact, names)}".replace("?:", "?")
        for fact in read
    ]
