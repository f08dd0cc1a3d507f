"""Nothing happens until something does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import Rule, Value


class Wait(Reacting):
    """Wait for a length of time, until a day or instant, or until a rule holds."""

    type: ClassVar[str] = "wait"
    name: ClassVar = {"en": "Wait", "es": "Espera"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    length: Duration | None = Field(None, alias="for")
    until: Value | None = None
    when: Rule | None = None

    def sites(self) -> Iterator[Site]:
        if self.until is not None:
            yield Site(("until",), self.until)
        if self.when is not None:
            yield Site(("when",), self.when)

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        if sum(item is not None for item in (self.length, self.until, self.when)) != 1:
            raise fault("one_of_fields", names=("for", "until", "when"))
        return self
