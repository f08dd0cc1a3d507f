"""Change fields of the ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value

TicketField = Literal["priority", "impact", "urgency", "team", "assignee", "category", "location"]


class Set(Block):
    """Give ticket fields a value each."""

    type: ClassVar[str] = "set"
    name: ClassVar = {"en": "Update", "es": "Actualización"}
    timeless: ClassVar[bool] = True

    fields: Annotated[dict[TicketField, Value], AT_LEAST_ONE]

    def sites(self) -> Iterator[Site]:
        for name, value in self.fields.items():
            yield Site(("fields", name), value)

    def output_types(self) -> Mapping[str, FactType]:
        return dict.fromkeys(self.fields, FactType.TEXT)
