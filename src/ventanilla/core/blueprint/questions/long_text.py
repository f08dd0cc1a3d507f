"""Several lines of text."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.limits import Text
from ventanilla.core.rules import FactType


class LongText(Text):
    """An explanation, a description."""

    type: ClassVar[str] = "long_text"
    fact_type: ClassVar[FactType] = FactType.TEXT
