"""The questions of a task, between the package's grammar and its row."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from ventanilla.core.blueprint.questions import Elements

_elements: TypeAdapter[Elements] = TypeAdapter(Elements)


def dump(asks: Elements) -> list[Any]:
    """The questions as a document has them."""
    return list(_elements.dump_python(asks, mode="json", by_alias=True, exclude_defaults=True))


def parse(document: list[Any]) -> Elements:
    """The questions that `dump` wrote."""
    return _elements.validate_python(document)
