"""A calendar day."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.moments import Limited
from ventanilla.core.rules import FactType


class Date(Limited):
    """A day; `min` and `max` are dates or values, as in `{add_days: [{fact: today}, 5]}`."""

    type: ClassVar[str] = "date"
    fact_type: ClassVar[FactType] = FactType.DATE
