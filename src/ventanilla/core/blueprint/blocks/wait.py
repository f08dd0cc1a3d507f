"""Nothing happens until something does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import WaitsFor
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Id, Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Rule, Value

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time by the clock on the wall of the service's calendar: `08:00`."""


Kind = Literal["text", "number", "money", "date", "instant", "yes_no"]
"""What a message may bring."""
TYPES = {"yes_no": FactType.BOOLEAN}


class Taken(Part):
    """One value that a message brings. With a `label` people can be shown it."""

    type: Kind
    label: Localized | None = None


def _taken_shape(raw: Any) -> Any:
    return Taken if isinstance(raw, dict) else Kind


Takes = dict[Id, Annotated[Any, by_shape(_taken_shape)]]


class Wait(Reacting):
    """Wait for a length of time, until a day or instant, until a rule holds, or for a message from outside.

    A day begins at midnight, or `at` a time, where the department works; `before` and `after` move it. A message
    brings what `takes` names; one that comes before it is waited for isn't lost.
    """

    type: ClassVar[str] = "wait"
    name: ClassVar = {"en": "Wait", "es": "Espera"}
    outcomes: ClassVar[tuple[str, ...]] = ("done",)

    length: Duration | None = Field(None, alias="for")
    until: Value | None = None
    at: ClockTime | None = None
    before: Duration | None = None
    after: Duration | None = None
    when: Rule | None = None
    message: Id | None = None
    waits_for: WaitsFor | None = None
    takes: Takes = Field(default_factory=dict)

    def sites(self) -> Iterator[Site]:
        if self.until is not None:
            yield Site(("until",), self.until)
        if self.when is not None:
            yield Site(("when",), self.when)

    def output_types(self) -> Mapping[str, FactType]:
        brought = {name: TYPES.get(kind) or FactType(kind) for name, kind in self.taken.items()}
        return {**super().output_types(), **brought}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {
            name: dict(one.label)
            for name, one in self.takes.items()
            if isinstance(one, Taken) and one.label is not None
        }

    @property
    def taken(self) -> Mapping[str, Kind]:
        """What the message brings, by name."""
        return {name: one.type if isinstance(one, Taken) else one for name, one in self.takes.items()}

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        if sum(item is not None for item in (self.length, self.until, self.when, self.message)) != 1:
            raise fault("one_of_fields", names=("for", "until", "when", "message"))
        if self.until is None and (self.at or self.before or self.after):
            raise fault("time_without_day")
        if self.before and self.after:
            raise fault("one_of_fields", names=("before", "after"))
        if self.takes and self.message is None:
            raise fault("takes_without_message")
        return self
