"""Several lines of text."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.records.intake.answer_type import clean
from ventanilla.records.intake.types.short_text import ShortText


class LongText(ShortText):
    type: ClassVar[str] = "long_text"
    most: ClassVar[int] = 20_000

    def tidy(self, raw: str) -> str:
        return "\n".join(line.rstrip() for line in clean(raw).strip().split("\n"))
