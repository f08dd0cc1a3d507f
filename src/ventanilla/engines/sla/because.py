"""Why a promise is what it is, in words."""

from __future__ import annotations

from django.utils.translation import override

from ventanilla.core.blueprint.deadlines import Promise
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import say
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.catalog.queries.rule_names import rule_names
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.models import Ticket


def reasons(promise: Promise, ticket: Ticket) -> dict[str, list[str]]:
    """The rule of the promise as people read it, a line a part, by language; nothing for the usual promise."""
    if promise.when is None:
        return {}
    package = package_of(ticket.version)
    return {
        code: say(promise.when, code, rule_names(package, [promise.when], code) | _levels(code)).lines()
        for code in languages()
    }


def _levels(language: str) -> dict[str, str]:
    with override(language):
        named = {f"ticket.priority={level.name.lower()}": str(level.label) for level in Priority}
        for field in ("impact", "urgency"):
            named |= {f"ticket.{field}={level.value}": str(level.label) for level in Level}
    return named
