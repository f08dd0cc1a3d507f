"""A calendar day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class Date(Question):
    """A day; `min` and `max` are dates or values, as in `{add_days: [{fact: today}, 5]}`."""

    type: ClassVar[str] = "date"
    fact_type: ClassVar[FactType] = FactType.DATE

    min: Value | None = None
    max: Value | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        for name, limit in (("min", self.min), ("max", self.max)):
            if limit is not None:
                yield Site((name,), limit)
