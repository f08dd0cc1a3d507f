"""The widgets, one file for each question type; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.surfaces.ui.forms.widgets import (
    choice,
    choices,
    date,
    email,
    file,
    location,
    long_text,
    money,
    note,
    number,
    person,
    rows,
    short_text,
    yes_no,
)

__all__ = [
    "choice",
    "choices",
    "date",
    "email",
    "file",
    "location",
    "long_text",
    "money",
    "note",
    "number",
    "person",
    "rows",
    "short_text",
    "yes_no",
]
