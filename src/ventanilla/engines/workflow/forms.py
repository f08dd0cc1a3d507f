"""The questions of a task, between the package's grammar and its row."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from ventanilla.core.blueprint.questions import Check, Element, Elements

CHECKS = "checks"
"""Under this name stands, last in the row, what has to hold among the answers."""

_elements: TypeAdapter[Elements] = TypeAdapter(Elements)
_checks: TypeAdapter[tuple[Check, ...]] = TypeAdapter(tuple[Check, ...])
Asked = tuple[Element | Check, ...]


def dump(asks: Elements, checks: tuple[Check, ...] = ()) -> list[Any]:
    """The questions, and what has to hold among their answers, as a document has them."""
    found = list(_elements.dump_python(asks, mode="json", by_alias=True, exclude_defaults=True))
    if checks:
        written = _checks.dump_python(checks, mode="json", by_alias=True, exclude_defaults=True)
        found.append({CHECKS: list(written)})
    return found


def parse(document: list[Any]) -> Elements:
    """The questions that `dump` wrote."""
    return _elements.validate_python([each for each in document if CHECKS not in each or "type" in each])


def parse_whole(document: list[Any]) -> Asked:
    """The same with what has to hold among their answers, as a form is checked and drawn."""
    held = next((each[CHECKS] for each in document if CHECKS in each and "type" not in each), ())
    return (*parse(document), *_checks.validate_python(held))
