"""What came out of reading one answer, or a whole form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ventanilla.core.files.models import StoredFile


class Wrong(Exception):
    """An answer that can't be used; the messages say what to do, in the active language."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = [str(message) for message in messages]


@dataclass
class Checked:
    """A form that was read.

    `answers` are JSON, of visible questions only, without the empty ones. `rows` keeps the columns of the
    chosen list rows: {question: {column: value, "label": {…}}} (for several choices, one of these by value).
    `errors`, `visible`, `required` and `files` are by question id, or by place in a repeating group
    ("quotes.0.amount", rows counted as they were given). `unsure` are the facts that hang on what is wrong.
    `broken` are the places of the checks that don't hold: "0" is the first of the form, "quotes.2.0" the first of the
    third line.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    visible: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    files: dict[str, list[StoredFile]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    row_facts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)

    @property
    def ok(self) -> bool:
        return not self.errors


@dataclass(frozen=True)
class Read:
    """One answer as JSON, and what came with it; `below` is what a repeating group holds, by place."""

    answer: Any
    rows: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    below: Checked | None = None
