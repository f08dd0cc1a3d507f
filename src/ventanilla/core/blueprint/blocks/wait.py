"""Nothing happens until something does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import Rule, Value

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time by the clock on the wall of the service's calendar: `08:00`."""


class Wait(Reacting):
    """Wait for a length of time, until a day or instant, or until a rule holds.

    A day begins at midnight, or `at` a time, where the department works.
    """

    type: ClassVar[str] = "wait"
    name: ClassVar = {"en": "Wait", "es": "Espera"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    length: Duration | None = Field(None, alias="for")
    until: Value | None = None
    at: ClockTime | None = None
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
        if self.at is not None and self.until is None:
            raise fault("time_without_day")
        return self
