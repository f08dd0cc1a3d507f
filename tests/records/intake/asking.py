"""Questions and contexts in few words, for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests import factories
from ventanilla.core.blueprint import Element
from ventanilla.core.blueprint.questions.base import read_element
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FactType
from ventanilla.records.intake.context import Context

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Row:
    key: str
    label: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)


LAPTOPS = (
    Row(
        "air-13",
        {"es": "Air 13", "en": "Air 13"},
        {"cost": {"amount": "999.00", "currency": "EUR"}, "pro": False},
    ),
    Row(
        "pro-16",
        {"es": "Pro 16", "en": "Pro 16"},
        {"cost": {"amount": "2499.00", "currency": "EUR"}, "pro": True},
    ),
)


class Lists:
    def rows(self, slug: str) -> Sequence[Row]:
        return LAPTOPS if slug == "laptops" else ()

    def public_columns(self, slug: str) -> dict[str, FactType]:
        return {"pro": FactType.BOOLEAN} if slug == "laptops" else {}


def question(kind: str, name: str = "q", **fields: Any) -> Element:
    """A question as a document would have it, with a label when it needs one."""
    if kind != "note":
        fields.setdefault("label", {"es": f"Pregunta {name}", "en": f"Question {name}"})
    found: Element = read_element({"id": name, "type": kind, **fields})
    return found


def options(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": {"es": value.upper(), "en": value.upper()}} for value in values]


def stranger() -> Person:
    """Somebody without a row, for forms that ask the database nothing."""
    return Person(pk=1, given_name="Ana", email="ana@acme.example", organization_id=1)


def context(person: Person | None = None, **values: Any) -> Context:
    who = person or stranger()
    return Context(person=who, requested_for=who, today=TODAY, lists=Lists(), **values)


__all__ = ["LAPTOPS", "TODAY", "Lists", "Row", "context", "factories", "options", "question", "stranger"]
