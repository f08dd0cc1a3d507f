"""One line of text."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.limits import Text
from ventanilla.core.rules import FactType


class ShortText(Text):
    """A name, a code, a few words."""

    type: ClassVar[str] = "short_text"
    fact_type: ClassVar[FactType] = FactType.TEXT
