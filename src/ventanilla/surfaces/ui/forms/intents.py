"""What the person wanted by pressing a button, and what there is to know about how it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ventanilla.core.blueprint import Question
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import Items, questions_of

SILENT = frozenset({"hidden", "calculated"})
"""Types that nobody answers: their coming up holds nothing up."""


@dataclass(frozen=True)
class Intent:
    """`name`: "send" the form, or at `place` "add" or "remove" a row of a repeating group, or "drop" a file.

    `errors` are what was wrong with uploads. `shown` are the questions that the page showed (None: it didn't
    say).
    """

    name: Literal["send", "add", "remove", "drop"] = "send"
    place: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    shown: frozenset[str] | None = None

    @property
    def sends(self) -> bool:
        return self.name == "send"

    def unseen(self, items: Items, checked: Checked) -> list[str]:
        """The questions that these answers ask for and that weren't on the page yet (without JavaScript)."""
        if self.shown is None:
            return []
        found = [question for question in questions_of(items) if isinstance(question, Question)]
        return [
            each.id
            for each in found
            if each.id in checked.visible and each.id not in self.shown and each.type not in SILENT
        ]
