"""Set money of a cost centre aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value

MONEY_NAMES: Mapping[str, Mapping[str, str]] = {
    "cost_centre": {"en": "Cost centre", "es": "Centro de coste"},
    "amount": {"en": "Set aside for this", "es": "Apartado para esto"},
    "left": {"en": "Left in the budget after that", "es": "Queda en el presupuesto después"},
    "short": {"en": "Missing in the budget", "es": "Falta en el presupuesto"},
    "difference": {"en": "Difference from what was set aside", "es": "Diferencia con lo apartado"},
}


class ReserveBudget(Reacting):
    """The amount is taken from what the cost centre has left this year, until the ticket ends.

    It becomes spent when the ticket is resolved, and is free again when the ticket is cancelled. Not overridden,
    not_enough asks the owner of the cost centre, who may let it go beyond.
    """

    type: ClassVar[str] = "reserve_budget"
    name: ClassVar = {"en": "Budget set aside", "es": "Reserva de presupuesto"}
    outcomes: ClassVar[tuple[str, ...]] = ("reserved", "not_enough")

    cost_centre: Value
    amount: Value
    beyond: bool = False

    def sites(self) -> Iterator[Site]:
        yield Site(("cost_centre",), self.cost_centre)
        yield Site(("amount",), self.amount)

    def output_types(self) -> Mapping[str, FactType]:
        money = dict.fromkeys(("amount", "left", "short"), FactType.MONEY)
        return {**super().output_types(), "cost_centre": FactType.TEXT, "owner": FactType.PERSON, **money}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {name: MONEY_NAMES[name] for name in ("cost_centre", "amount", "left", "short")}
