"""The audiences that are quickly said: those that are chosen from a list, and their words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.package import INTERNAL

OUTSIDERS = {"fact": "person.organization_kind", "op": "in", "value": ["customer", "partner"]}
AUDIENCES: dict[str, Any] = {"internal": dict(INTERNAL), "outsiders": OUTSIDERS, "everybody": True}


def audience_words() -> dict[str, str]:
    """Each of them by its key, and one that is kept as it is."""
    return {
        "internal": _("Our own people"),
        "outsiders": _("Customers and partners"),
        "everybody": _("Everybody"),
        "kept": _("As its rule says now"),
    }


def key_of(rule: Any) -> str:
    """Which of them a rule is, in whatever order it names the kinds; "" for one of its own."""
    return next((key for key, known in AUDIENCES.items() if _sorted(known) == _sorted(rule)), "")


def _sorted(rule: Any) -> Any:
    if isinstance(rule, dict) and isinstance(rule.get("value"), list):
        return {**rule, "value": sorted(map(str, rule["value"]))}
    return rule
