"""Work something out on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import model_validator

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, Part
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.computed import TYPES, Holds
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Value


class WorkedOut(Part):
    """One result: its name, what it holds, and how it comes about. With a `label` people can be shown it."""

    id: Id
    label: Localized | None = None
    holds: Holds = "number"
    value: Value

    @property
    def tree(self) -> Any:
        """The value to work out: money comes to whole cents, as in the form."""
        return {"round": self.value, "places": 2} if self.holds == "money" else self.value


class Calculate(Block):
    """Works `values` out of what is known when it is reached, for the rules, texts and steps that follow.

    They stay as they were then; what comes round again is worked out again.
    """

    type: ClassVar[str] = "calculate"
    name: ClassVar = {"en": "Calculation", "es": "Cálculo"}
    timeless: ClassVar[bool] = True

    values: Annotated[tuple[WorkedOut, ...], AT_LEAST_ONE]

    def sites(self) -> Iterator[Site]:
        for index, one in enumerate(self.values):
            yield Site(("values", index, "value"), one.value)

    def output_types(self) -> Mapping[str, FactType]:
        return {one.id: TYPES[one.holds] for one in self.values}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {one.id: one.label for one in self.values if one.label}

    @model_validator(mode="after")
    def _once(self) -> Self:
        for index, one in enumerate(self.values):
            if any(one.id == earlier.id for earlier in self.values[:index]):
                raise fault("result_twice", value=one.id)
        return self
