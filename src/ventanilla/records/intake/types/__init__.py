"""The question types, one file each; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.records.intake.answer_type import AnswerType, type_of
from ventanilla.records.intake.types import (
    choice,
    choices,
    date,
    email,
    file,
    location,
    long_text,
    money,
    number,
    person,
    rows,
    short_text,
    yes_no,
)

__all__ = [
    "AnswerType",
    "choice",
    "choices",
    "date",
    "email",
    "file",
    "location",
    "long_text",
    "money",
    "number",
    "person",
    "rows",
    "short_text",
    "type_of",
    "yes_no",
]
