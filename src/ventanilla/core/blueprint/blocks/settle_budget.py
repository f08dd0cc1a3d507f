"""Bring what was set aside in line with the real price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.reserve_budget import MONEY_NAMES
from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class SettleBudget(Reacting):
    """What the block `of` reserved becomes `amount`: the rest is free again, or more is taken.

    Not overridden, not_enough asks the owner of the cost centre, who may let it go beyond.
    """

    type: ClassVar[str] = "settle_budget"
    name: ClassVar = {"en": "Price settled", "es": "Ajuste del precio"}
    outcomes: ClassVar[tuple[str, ...]] = ("settled", "not_enough")

    of: Id
    amount: Value
    beyond: bool = False

    def sites(self) -> Iterator[Site]:
        yield Site(("amount",), self.amount)

    def output_types(self) -> Mapping[str, FactType]:
        money = dict.fromkeys(("amount", "difference", "left", "short"), FactType.MONEY)
        return {**super().output_types(), **money}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {name: MONEY_NAMES[name] for name in ("amount", "difference", "left", "short")}
