"""Keep an asset for somebody until it is handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class ReserveAsset(Reacting):
    """One unit of the model is put aside for this request; assign_asset hands it out with `reserved`.

    It is free again when the request ends without it. Not overridden, none_left asks the service owner's team to
    restock, and then tries again.
    """

    type: ClassVar[str] = "reserve_asset"
    name: ClassVar = {"en": "Equipment put aside", "es": "Equipo reservado"}
    outcomes: ClassVar[tuple[str, ...]] = ("set_aside", "none_left")

    model: Value

    def sites(self) -> Iterator[Site]:
        yield Site(("model",), self.model)

    def output_types(self) -> Mapping[str, FactType]:
        text = FactType.TEXT
        return {**super().output_types(), "asset": text, "serial": text, "model": text, "name": text}
