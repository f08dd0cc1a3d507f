"""An asset comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Whom
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class ReturnAsset(Reacting):
    """The asset is awaited back: whoever has it is asked, reminded again and again, and it goes on when somebody takes
    it back or puts it out of use. With `at_once` it is taken back without waiting, as a licence is.
    """

    type: ClassVar[str] = "return_asset"
    name: ClassVar = {"en": "Equipment given back", "es": "Devolución de equipo"}
    outcomes: ClassVar[tuple[str, ...]] = ("given_back", "written_off", "not_held")

    asset: Value
    of: Whom = "requested_for"
    at_once: bool = False
    remind_after: Duration | None = None

    def sites(self) -> Iterator[Site]:
        yield Site(("asset",), self.asset)
        if not isinstance(self.of, str):
            yield Site(("of",), self.of)

    def output_types(self) -> Mapping[str, FactType]:
        text = FactType.TEXT
        return {**super().output_types(), "asset": text, "serial": text, "name": text}
