"""What approvals cost, at a glance: the first amount that each shows, and the sum of several."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.kit.money import Money
from ventanilla.engines.workflow.models import Approval
from ventanilla.surfaces.ui.format import money


def cost_of(approval: Approval) -> Money | None:
    """The first amount of money among what it is about."""
    for line in approval.shown:
        if "money" in line:
            return Money.from_json(line["money"])
    return None


def total(costs: Iterable[Money | None]) -> str:
    """The sum in words, one for each currency: «4,698.00 € and 120.00 $»; nothing when nothing costs."""
    sums: dict[str, Money] = {}
    for cost in costs:
        if cost is not None:
            known = sums.get(cost.currency, Money(cost.amount - cost.amount, cost.currency))
            sums[cost.currency] = Money(known.amount + cost.amount, cost.currency)
    return " + ".join(money(one) for one in sums.values())
