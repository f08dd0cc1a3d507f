"""A person's attributes as fields of a form: what they hold, and what was sent about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from ventanilla.core.directory.queries import Shown
from ventanilla.core.kit.text import pick
from ventanilla.core.people.attributes import option_labels
from ventanilla.core.people.choices import AttributeType
from ventanilla.core.people.models import AttributeDefinition
from ventanilla.surfaces.ui.format import day, number

LONGEST = 2000
CONTROLS = {
    AttributeType.DATE: "date",
    AttributeType.BOOLEAN: "select",
    AttributeType.CHOICE: "select",
    AttributeType.EMAIL: "email",
}


def spoken(definition: AttributeDefinition, value: Any) -> str:
    """What an attribute holds, in words; "" when nothing."""
    if value is None:
        return ""
    try:
        match AttributeType(definition.type):
            case AttributeType.BOOLEAN:
                return _("Yes") if value else _("No")
            case AttributeType.DATE:
                return day(date.fromisoformat(value), year=True)
            case AttributeType.NUMBER:
                return number(value)
            case AttributeType.CHOICE:
                return pick(option_labels(definition).get(value)) or str(value)
    except (ValueError, TypeError, ArithmeticError):  # it was there before it was declared
        return str(value)
    return str(value)


def controls(
    shown: Iterable[Shown], errors: Mapping[str, str] | None = None, typed: QueryDict | None = None
) -> list[dict[str, Any]]:
    """A field for each that may be changed; the others to read."""
    return [_control(one, (errors or {}).get(one.definition.key, ""), typed) for one in shown]


def _control(one: Shown, error: str, typed: QueryDict | None) -> dict[str, Any]:
    key, kept = one.definition.key, _written(one.value)
    return {
        "id": f"id_attribute_{key}",
        "name": f"attribute_{key}",
        "label": pick(one.definition.label) or key,
        "kind": CONTROLS.get(AttributeType(one.definition.type), "text"),
        "options": _options(one.definition),
        "numeric": one.definition.type == AttributeType.NUMBER,
        "value": typed.get(f"attribute_{key}", kept) if typed is not None else kept,
        "was": typed.get(f"was_{key}", kept) if typed is not None else kept,
        "was_name": f"was_{key}",
        "spoken": spoken(one.definition, one.value),
        "may_change": one.may_change,
        "error": error,
    }


def _options(definition: AttributeDefinition) -> list[tuple[str, str]]:
    if definition.type == AttributeType.BOOLEAN:
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(value, pick(label) or value) for value, label in option_labels(definition).items()]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def sent(shown: Iterable[Shown], data: QueryDict) -> dict[str, str]:
    """What was changed on the page: what stands there as it was shown is left out, so that nobody takes back what
    somebody else has changed meanwhile."""
    found = {}
    for one in shown:
        key = one.definition.key
        now, was = data.get(f"attribute_{key}"), data.get(f"was_{key}", "")
        if one.may_change and now is not None and now.strip() != was:
            found[key] = now[:LONGEST]
    return found
