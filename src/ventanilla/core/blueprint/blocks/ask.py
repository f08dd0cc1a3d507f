"""A form in mid-way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.task import asked_names, asked_types
from ventanilla.core.blueprint.blocks.values import Somebody
from ventanilla.core.blueprint.due import Due, due_sites
from ventanilla.core.blueprint.questions import Element, Elements
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Ask(Reacting):
    """Questions to the requester, to whom the request is for, or to an address.

    With `amend` the original form is opened again for correction, besides what `asks` holds.
    """

    type: ClassVar[str] = "ask"
    name: ClassVar = {"en": "Question", "es": "Pregunta"}
    outcomes: ClassVar[tuple[str, ...]] = ("answered",)

    to: Somebody = "requester"
    instructions: Localized | None = None
    asks: Elements = ()
    amend: bool = False
    due: Due | None = None

    def sites(self) -> Iterator[Site]:
        yield from due_sites(self.due)

    def asked(self) -> tuple[Element, ...]:
        return self.asks

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "by": FactType.TEXT, **asked_types(self.asks)}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return asked_names(self.asks)
