"""Give somebody an asset from stock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Whom
from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class AssignAsset(Reacting):
    """One unit of the model becomes that person's; of a licence, one seat. `reserved` names the block that put it
    aside.

    Not overridden, none_left asks the service owner's team to restock, and then tries again.
    """

    type: ClassVar[str] = "assign_asset"
    name: ClassVar = {"en": "Equipment from stock", "es": "Equipo del almacén"}
    outcomes: ClassVar[tuple[str, ...]] = ("assigned", "none_left")

    model: Value
    to: Whom = "requested_for"
    reserved: Id | None = None

    def sites(self) -> Iterator[Site]:
        yield Site(("model",), self.model)
        if not isinstance(self.to, str):
            yield Site(("to",), self.to)

    def output_types(self) -> Mapping[str, FactType]:
        text = FactType.TEXT
        return {
            **super().output_types(),
            "asset": text,
            "serial": text,
            "model": text,
            "name": text,
        }
