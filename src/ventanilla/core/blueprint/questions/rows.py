"""A repeating group: the same questions for each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Element, Elements, Question
from ventanilla.core.blueprint.questions.limits import check_order
from ventanilla.core.rules import FactType


class Rows(Question):
    """Quotes, people, items: each row answers `questions`; no two have the same `distinct`."""

    type: ClassVar[str] = "rows"
    fact_type: ClassVar[FactType] = FactType.ROWS

    questions: Annotated[Elements, AT_LEAST_ONE]
    min_rows: Annotated[int, Field(ge=0)] | None = None
    max_rows: Annotated[int, Field(ge=1, le=1000)] | None = None
    distinct: Id | None = None

    def inner(self) -> tuple[Element, ...]:
        return self.questions

    def columns(self) -> Mapping[str, FactType]:
        return {item.id: item.fact_type for item in self.questions if isinstance(item, Question)}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_rows, self.max_rows)
        if self.distinct is not None and self.distinct not in self.columns():
            names = ", ".join(self.columns())
            hints = {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."}
            raise fault("unknown_column", id=self.distinct, **hints)
        return self
