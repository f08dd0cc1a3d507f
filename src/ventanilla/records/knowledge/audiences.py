"""Who reads an article, in words that somebody chooses from, and the rule that each means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.rules import say

EVERYBODY = True
CUSTOMERS = {
    "fact": "person.organization_kind",
    "op": "is",
    "value": OrganizationKind.CUSTOMER.value,
}


def choices(rule: Any) -> list[tuple[str, str]]:
    """What can be chosen; a rule that none of these means can be kept as it is."""
    offered = [
        ("internal", _("Everybody in our organisation")),
        ("departments", _("Only some departments")),
        ("customers", _("Only customers")),
        ("everybody", _("Everybody, customers and partners too")),
    ]
    if chosen(rule) == "kept":
        offered.append(("kept", _("As it is now: %(rule)s") % {"rule": in_words(rule)}))
    return offered


def chosen(rule: Any) -> str:
    """Which of the choices `rule` is."""
    if rule is None:
        return "internal"
    if rule is EVERYBODY:
        return "everybody"
    if rule == CUSTOMERS:
        return "customers"
    return "departments" if departments_in(rule) else "kept"


def departments_in(rule: Any) -> list[str]:
    """The departments that the rule names, if it does nothing else."""
    if not isinstance(rule, dict) or set(rule) != {"any"}:
        return []
    parts = rule["any"]
    plain = [
        part
        for part in parts
        if isinstance(part, dict) and part.get("fact") == "person.department" and part.get("op") == "is"
    ]
    return [str(part["value"]) for part in plain] if plain and len(plain) == len(parts) else []


def rule_of(choice: str, departments: Iterable[str], kept: Any) -> Any:
    """The rule that a choice means; None for the people of our organisation. Raises KeyError for no choice."""
    wanted = sorted(dict.fromkeys(departments))
    rules: dict[str, Any] = {
        "internal": None,
        "everybody": EVERYBODY,
        "customers": CUSTOMERS,
        "kept": kept,
        "departments": {"any": [{"fact": "person.department", "op": "is", "value": slug} for slug in wanted]},
    }
    return rules[choice]


def in_words(rule: Any) -> str:
    return " ".join(line.strip() for line in say(rule, (get_language() or "en")[:2]).lines())
