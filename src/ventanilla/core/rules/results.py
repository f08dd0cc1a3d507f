"""A computed value as JSON, the same text that the browser gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from ventanilla.core.rules.kinds import tidy
from ventanilla.core.rules.numbers import as_number, number_text


def as_json(value: Any) -> Any:
    """Numbers as decimal text, days and instants in ISO, the rest as it is."""
    value = tidy(value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    number = as_number(value)
    return str(value) if number is None else number_text(number)
