"""What nobody types: calculated values, and values that come along hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import StringConstraints, model_validator

from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactDeclaration, FactType, Value

Holds = Literal["text", "number", "money", "date", "time", "instant", "yes_no", "person", "location"]
TYPES: dict[str, FactType] = {
    "text": FactType.TEXT,
    "number": FactType.NUMBER,
    "money": FactType.MONEY,
    "date": FactType.DATE,
    "time": FactType.TIME,
    "instant": FactType.INSTANT,
    "yes_no": FactType.BOOLEAN,
    "person": FactType.PERSON,
    "location": FactType.LOCATION,
}
HiddenValue = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Calculated(Question):
    """A `value` of other answers and facts, worked out by the portal and shown as it changes."""

    type: ClassVar[str] = "calculated"
    fact_type: ClassVar[FactType] = FactType.TEXT

    holds: Holds = "number"
    value: Value

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield Site(("value",), self.value)

    def declared(self) -> FactType:
        return TYPES[self.holds]

    @model_validator(mode="after")
    def _nobody_answers(self) -> Self:
        for name in ("required", "required_if", "default"):
            if getattr(self, name) not in (None, False):
                raise fault("nobody_answers", name=name)
        return self


class Hidden(Question):
    """A value that is not asked for: `default` says what it is, or, with `from_address`, the address of the page.

    What comes with the address counts only when it is what the question `holds` and, if there are `values`, one
    of them; `default` stands in for it otherwise.
    """

    type: ClassVar[str] = "hidden"
    fact_type: ClassVar[FactType] = FactType.TEXT

    holds: Holds = "text"
    from_address: bool = False
    values: Annotated[tuple[HiddenValue, ...], AT_LEAST_ONE] | None = None

    def declared(self) -> FactType | FactDeclaration:
        if self.values and self.holds == "text":
            return FactDeclaration(FactType.CHOICE, frozenset(self.values))
        return TYPES[self.holds]

    @model_validator(mode="after")
    def _nobody_answers(self) -> Self:
        for name in ("required", "required_if"):
            if getattr(self, name) not in (None, False):
                raise fault("nobody_answers", name=name)
        if self.default is None and not self.from_address:
            raise fault("hidden_nowhere")
        return self
