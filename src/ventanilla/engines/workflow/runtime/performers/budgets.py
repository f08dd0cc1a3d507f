"""Taking money from budgets."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ventanilla.core.kit.errors import Refusal
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import Localized
from ventanilla.core.timeline.actions import attempt
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import BudgetReserved, BudgetSettled, BudgetShort
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.budgets.actions import Taken, reserve, settle
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.budgets.queries import centre_by_code, reservation_of

ITEM_DIGITS = 32


def reserve_budget(effect: machine.ReserveBudget, scene: Scene) -> list[machine.Event]:
    """Set the amount aside; not enough is an outcome, an unknown cost centre a fault."""
    ticket, amount = scene.ticket, _money(effect.amount)
    centre = centre_by_code(str(effect.cost_centre))
    if centre is None:
        return [machine.Failed(effect.key, "unknown_cost_centre", str(effect.cost_centre))]
    if amount is None:
        return [machine.Failed(effect.key, "no_amount")]
    taken = reserve(
        centre=centre,
        amount=amount,
        stream=ticket.stream,
        part=_part(effect, scene),
        reference=ticket.number,
        title={} if ticket.confidential else ticket.title,
        beyond=effect.beyond,
    )
    if taken.done:
        scene.record(BudgetReserved(amount=taken.amount.to_json(), centre=centre.name))
    else:
        scene.record(_short(centre))
    outputs = {**_outputs(taken), "cost_centre": _named(centre), "owner": str(centre.owner_id)}
    return [machine.Finished(effect.key, "reserved" if taken.done else "not_enough", outputs)]


def settle_budget(effect: machine.SettleBudget, scene: Scene) -> list[machine.Event]:
    """Make what was set aside the real price; not enough is an outcome, nothing set aside a fault."""
    stream, amount = scene.ticket.stream, _money(effect.amount)
    part = _part(effect, scene)
    held = reservation_of(stream.pk, part)
    if amount is None or held is None:
        return [machine.Failed(effect.key, "no_amount" if held else "nothing_reserved")]
    try:
        with attempt():
            taken = settle(stream=stream, part=part, amount=amount, beyond=effect.beyond)
    except Refusal:
        return [machine.Failed(effect.key, "nothing_reserved")]
    if taken.done:
        scene.record(BudgetSettled(amount=taken.amount.to_json(), old=taken.old.to_json()))
    else:
        scene.record(_short(held.budget.cost_centre))
    difference = Money(taken.amount.amount - taken.old.amount, amount.currency)
    outputs = {**_outputs(taken), "difference": difference.to_json()}
    return [machine.Finished(effect.key, "settled" if taken.done else "not_enough", outputs)]


def _part(effect: machine.ReserveBudget | machine.SettleBudget, scene: Scene) -> str:
    """Which of the request's reservations it is: the block's, and of one that is done for each item, that item's."""
    node = scene.program.nodes.get(effect.of)
    items = effect.key.iteration[: node.depth] if node else ()
    if not items:
        return effect.of
    return f"{effect.of}:{hashlib.sha256(json.dumps(items).encode()).hexdigest()[:ITEM_DIGITS]}"


def _short(centre: CostCentre) -> BudgetShort:
    return BudgetShort(centre=centre.name, owner=centre.owner.name)


def _named(centre: CostCentre) -> Localized:
    return {code: f"{centre.code} · {name}" for code, name in centre.name.items()}


def _outputs(taken: Taken) -> dict[str, Any]:
    return {
        "amount": taken.amount.to_json(),
        "left": taken.left.to_json(),
        "short": taken.short.to_json() if taken.short.amount else None,
    }


def _money(value: Any) -> Money | None:
    try:
        return Money.from_json(value) if isinstance(value, dict) else None
    except ValueError:
        return None
