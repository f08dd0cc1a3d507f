"""What an attribute may hold: a value is read by the kind that was declared, and kept as rules know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.choices import AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition

LONGEST_TEXT = 500
MOST_DIGITS = 15
YES, NO = ("yes", "true", "1", "sí", "si"), ("no", "false", "0")


class Unfit(Exception):
    """The value isn't of the kind that was declared; says in words what would be."""


def definitions_of_people(keys: Iterable[str] | None = None) -> dict[str, AttributeDefinition]:
    """What is declared about people, by key, in the order of the keys; of these alone when given. One query."""
    rows = AttributeDefinition.objects.filter(subject=AttributeSubject.PERSON).order_by("key")
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    return {row.key: row for row in rows}


def fitting(definition: AttributeDefinition, raw: Any) -> Any:
    """The value as it is kept (text, whole number or decimal as text, ISO date, true or false, the option's value),
    None when it is empty. Raises Unfit."""
    if isinstance(raw, str):
        raw = raw.replace("\x00", "").strip()
    if raw is None or raw == "":
        return None
    try:
        return _READERS[AttributeType(definition.type)](definition, raw)
    except (ValueError, TypeError, InvalidOperation, ValidationError) as error:
        raise Unfit(_wanted(definition)) from error


def option_labels(definition: AttributeDefinition) -> dict[str, Mapping[str, str]]:
    """What may be chosen, by value."""
    return {str(one["value"]): one.get("label") or {} for one in definition.options}


def _wanted(definition: AttributeDefinition) -> str:
    match AttributeType(definition.type):
        case AttributeType.NUMBER:
            return _("Write a number, such as 7 or 7.5.")
        case AttributeType.DATE:
            return _("Write a day, such as 2027-01-31.")
        case AttributeType.BOOLEAN:
            return _("Choose yes or no.")
        case AttributeType.EMAIL:
            return _("Write a whole e-mail address, such as ana@example.com.")
        case AttributeType.CHOICE:
            names = ", ".join(pick(label) or value for value, label in option_labels(definition).items())
            return _("Choose one of these: %(names)s.") % {"names": names}
    return _("Write a text of up to %(most)s characters.") % {"most": LONGEST_TEXT}


def _text(_definition: AttributeDefinition, raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        raise ValueError(raw)
    return raw


def _number(_definition: AttributeDefinition, raw: Any) -> int | str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError(raw)
    text = str(raw)
    if len(text) > 2 * MOST_DIGITS:
        raise ValueError(raw)
    number = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(raw)
    return int(number) if number == number.to_integral_value() else format(number, "f")


def _date(_definition: AttributeDefinition, raw: Any) -> str:
    return (raw if type(raw) is date else date.fromisoformat(raw)).isoformat()


def _boolean(_definition: AttributeDefinition, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if word not in YES + NO:
        raise ValueError(raw)
    return word in YES


def _choice(definition: AttributeDefinition, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in option_labels(definition):
        raise ValueError(raw)
    return raw


def _email(definition: AttributeDefinition, raw: Any) -> str:
    text = _text(definition, raw)
    validate_email(text)
    return text


_READERS: Mapping[AttributeType, Callable[[AttributeDefinition, Any], Any]] = {
    AttributeType.TEXT: _text,
    AttributeType.NUMBER: _number,
    AttributeType.DATE: _date,
    AttributeType.BOOLEAN: _boolean,
    AttributeType.CHOICE: _choice,
    AttributeType.EMAIL: _email,
}
