"""A repeating group: the same questions for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.agreeing import Check
from ventanilla.core.blueprint.questions.base import Element, Elements, Question
from ventanilla.core.blueprint.questions.limits import check_order, limit_sites
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


def _least(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Annotated[int, Field(ge=0)]


def _most(raw: Any) -> Any:
    return Value if isinstance(raw, dict) else Annotated[int, Field(ge=1, le=1000)] | None


MinRows = Annotated[Any, by_shape(_least)]
"""How many rows there must be: a number, or a value, as in `{if: {…}, then: 3, else: 1}`."""
MaxRows = Annotated[Any, by_shape(_most)]
"""How many rows there may be: a number, or a value."""


def _days(raw: Any) -> Any:
    return tuple[Id, Id] if isinstance(raw, list | tuple) else Id


Days = Annotated[Any, by_shape(_days)]
"""A column with a stretch of days, or two: that of its first day and that of its last."""


class Rows(Question):
    """Quotes, people, items: each row answers `questions`; no two have the same `distinct`, nor a day of `apart` in
    common; `checks` hold in each."""

    type: ClassVar[str] = "rows"
    fact_type: ClassVar[FactType] = FactType.ROWS

    questions: Annotated[Elements, AT_LEAST_ONE]
    min_rows: MinRows | None = None
    max_rows: MaxRows = None
    distinct: Id | None = None
    apart: Days | None = None
    checks: tuple[Check, ...] = ()

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield from limit_sites(min_rows=self.min_rows, max_rows=self.max_rows)
        for index, check in enumerate(self.checks):
            yield Site(("checks", index, "rule"), check.rule, over_rows=True)

    @property
    def apart_by(self) -> tuple[str, ...]:
        """The columns that say the days on which rows may not overlap: one with both ends, two, or none."""
        return () if self.apart is None else (self.apart,) if isinstance(self.apart, str) else self.apart

    def inner(self) -> tuple[Element, ...]:
        return self.questions

    def columns(self) -> Mapping[str, FactType]:
        """The facts of one row: what its questions hold."""
        return {item.id: item.kind for item in self.questions if isinstance(item, Question) and item.is_fact}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_rows, self.max_rows)
        if self.distinct is not None and self.distinct not in self.columns():
            names = ", ".join(self.columns())
            hints = {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."}
            raise fault("unknown_column", id=self.distinct, **hints)
        return self

    @model_validator(mode="after")
    def _days_apart(self) -> Self:
        columns = self.columns()
        wanted = FactType.DATE if len(self.apart_by) > 1 else FactType.ROW
        if any(columns.get(name) is not wanted for name in self.apart_by):
            raise fault("apart_no_days", names=self.apart_by)
        return self

    @model_validator(mode="after")
    def _said_somewhere(self) -> Self:
        asked = [item.id for item in self.questions if isinstance(item, Question)]
        for check in self.checks:
            if check.at not in asked:
                names = ", ".join(asked)
                hints = {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."}
                raise fault("check_nowhere_in_line", id=check.at or "at", **hints)
        return self
