"""Yes or no."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType


class YesNo(Question):
    """A question answered with yes or no."""

    type: ClassVar[str] = "yes_no"
    fact_type: ClassVar[FactType] = FactType.BOOLEAN
