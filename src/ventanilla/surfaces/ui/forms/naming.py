"""How fields are called on a page. A path names a question: "model", or "quotes.0.amount" inside a row."""

from __future__ import annotations

SHOWN = "_shown"
ADD = "_add"
REMOVE = "_remove"
DROP = "_drop"
ROW_HERE = "__row__"
"""Stands for the number of a row that a browser will add."""


def field_id(path: str, prefix: str = "") -> str:
    """The HTML id of a field, which errors link to."""
    return f"{prefix}q-{path.replace('.', '-')}"


def rows_name(path: str) -> str:
    """The hidden fields that say which rows a repeating group has."""
    return f"_rows.{path}"
