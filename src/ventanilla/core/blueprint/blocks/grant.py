"""Access to something: given, waited for until it ends, and ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Whom
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType, Value


class Grant(Reacting):
    """From now on that person has access to `access`, until a day, for a time, or without end.

    Whoever has it already has it longer: the same access, never two. `remind_before` tells the person in time, with a
    way to ask for it again.
    """

    type: ClassVar[str] = "grant"
    name: ClassVar = {"en": "Access given", "es": "Acceso concedido"}
    outcomes: ClassVar[tuple[str, ...]] = ("granted",)

    access: Value
    label: Localized
    to: Whom = "requested_for"
    until: Value | None = None
    length: Duration | None = Field(None, alias="for")
    remind_before: Duration | None = None
    review_every: Duration | None = None

    def sites(self) -> Iterator[Site]:
        yield Site(("access",), self.access)
        if not isinstance(self.to, str):
            yield Site(("to",), self.to)
        if self.until is not None:
            yield Site(("until",), self.until)

    def templates(self) -> Iterator[Template]:
        yield Template(("label",), self.label)

    def output_types(self) -> Mapping[str, FactType]:
        return {
            **super().output_types(),
            "grant": FactType.TEXT,
            "access": FactType.TEXT,
            "until": FactType.INSTANT,
            "extended": FactType.BOOLEAN,
        }

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.until is not None and self.length is not None:
            raise fault("one_of_fields", names=("until", "for"))
        if self.remind_before is not None and self.until is None and self.length is None:
            raise fault("remind_without_end")
        return self


class GrantEnd(Reacting):
    """Waits until an access that this request gave has ended: its time is over, or somebody took it away.

    `on.ended` takes it back in the other systems. An extension meanwhile moves the end; a request that only extended
    it ends with `elsewhere`, since the one that gave it takes it back.
    """

    type: ClassVar[str] = "grant_end"
    name: ClassVar = {"en": "End of the access", "es": "Fin del acceso"}
    outcomes: ClassVar[tuple[str, ...]] = ("ended", "elsewhere")

    of: Id

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "reason": FactType.TEXT}

    @model_validator(mode="after")
    def _takes_back(self) -> Self:
        if not self.on.get("ended"):
            raise fault("nothing_at_end")
        return self


class Revoke(Reacting):
    """Ends that person's access now, whichever request gave it."""

    type: ClassVar[str] = "revoke"
    name: ClassVar = {"en": "Access taken away", "es": "Acceso retirado"}
    outcomes: ClassVar[tuple[str, ...]] = ("revoked", "none")

    access: Value
    of: Whom = "requested_for"

    def sites(self) -> Iterator[Site]:
        yield Site(("access",), self.access)
        if not isinstance(self.of, str):
            yield Site(("of",), self.of)
