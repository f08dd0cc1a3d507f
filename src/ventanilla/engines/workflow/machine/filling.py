"""A rule about a person, with what it asks about the request filled in: it can be asked of anybody then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ventanilla.core.rules import facts_in

PERSON = "person."
TURNED = {"gt": "lt", "gte": "lte", "lt": "gt", "lte": "gte", "is": "is", "is_not": "is_not"}
TURNED |= {"before": "after", "after": "before", "on_or_before": "on_or_after", "on_or_after": "on_or_before"}
"""What an operator is when its two sides change places."""


def about_request(rule: Any) -> bool:
    """Whether a rule asks about more than the person."""
    return any(not path.startswith(PERSON) for path in facts_in(rule))


def filled_in(rule: Any, compute: Callable[[Any], Any]) -> Any:
    """The rule with every fact of the request replaced by what it is now; `compute` gives values as JSON."""
    if isinstance(rule, bool):
        return rule
    for group in ("all", "any"):
        if group in rule:
            return {group: [filled_in(one, compute) for one in rule[group]]}
    if "not" in rule:
        return {"not": filled_in(rule["not"], compute)}
    if rule["fact"].startswith(PERSON):
        return {**rule, "value": _value(rule["value"], compute)} if "value" in rule else rule
    if not _names_person(rule):
        return bool(compute({"if": rule, "then": True, "else": False}))
    turned = TURNED.get(rule["op"])
    if turned is None or set(rule["value"]) != {"fact"}:
        return False
    return {"fact": rule["value"]["fact"], "op": turned, "value": compute({"fact": rule["fact"]})}


def _value(tree: Any, compute: Callable[[Any], Any]) -> Any:
    return compute(tree) if facts_in(tree) and not _names_person(tree) else tree


def _names_person(tree: Any) -> bool:
    return any(path.startswith(PERSON) for path in facts_in(tree))
