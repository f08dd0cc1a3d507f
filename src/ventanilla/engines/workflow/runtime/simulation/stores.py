"""Stock and budgets, looked at and left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.rules.numbers import as_number
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Answer
from ventanilla.engines.workflow.runtime.simulation.stage import Stage
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset
from ventanilla.records.assets.queries import model_by_slug
from ventanilla.records.budgets.queries import budgets_of, centre_by_code
from ventanilla.records.tickets.facts import zone_of


def assign_asset(effect: machine.AssignAsset, stage: Stage) -> Answer:
    """The next piece in stock, as many times as the run asks for one."""
    model, person = model_by_slug(str(effect.model)), stage.somebody(effect.to)
    if model is None or person is None:
        code, named = ("unknown_model", effect.model) if model is None else ("no_holder", effect.to)
        return Answer(events=(machine.Failed(effect.key, code, str(named)),))
    taken = stage.handed_out.get(model.slug, 0)
    free = Asset.objects.filter(model=model, state=AssetState.IN_STOCK).order_by("pk")
    piece = free[taken : taken + 1].first() if taken else free.first()
    outcome = "assigned" if piece else "none_left"
    stage.tell("asset", effect.key, who=(person.name,), text=pick(model.name))
    if piece is None:
        stage.handed_out[model.slug] = 0  # it will have been restocked when it is tried again
        return scripted(effect.key, outcome, {}, stage)
    stage.handed_out[model.slug] = taken + 1
    named = {"asset": str(piece.pk), "serial": piece.serial, "model": model.slug, "name": pick(model.name)}
    return scripted(effect.key, outcome, named, stage)


def reserve_budget(effect: machine.ReserveBudget, stage: Stage) -> Answer:
    """Whether this year's budget would hold it."""
    centre = centre_by_code(str(effect.cost_centre))
    amount = as_number(effect.amount.get("amount")) if isinstance(effect.amount, dict) else None
    if centre is None or amount is None:
        code = "no_amount" if centre else "unknown_cost_centre"
        return Answer(events=(machine.Failed(effect.key, code, str(effect.cost_centre)),))
    currency = str(effect.amount["currency"])
    year = clock.today(zone_of(stage.ticket.department)).year
    left = sum(
        (
            each.left
            for each in budgets_of(centre)
            if (each.budget.year, each.budget.currency) == (year, currency)
        ),
        Decimal(0),
    )
    enough = effect.beyond or left >= amount
    stage.tell("budget", effect.key, text=pick(centre.name), values={"amount": f"{amount} {currency}"})
    outputs = {
        "amount": {"amount": str(amount), "currency": currency},
        "left": {"amount": str(left - amount if enough else left), "currency": currency},
        "short": {"amount": str(max(amount - left, Decimal(0))), "currency": currency},
        "cost_centre": f"{centre.code} · {pick(centre.name)}",
        "owner": str(centre.owner_id),
    }
    return scripted(effect.key, "reserved" if enough else "not_enough", outputs, stage)


def settle_budget(effect: machine.SettleBudget, stage: Stage) -> Answer:
    """The real price is taken to fit."""
    stage.tell("budget", effect.key)
    outputs: dict[str, Any] = {"amount": effect.amount} if isinstance(effect.amount, dict) else {}
    return scripted(effect.key, "settled", outputs, stage)


def scripted(key: machine.StepKey, outcome: str, outputs: dict[str, Any], stage: Stage) -> Answer:
    """What the rows say, unless another outcome is to be assumed."""
    choice = stage.choices.at(key)
    if choice.outcome is not None and choice.outcome != outcome:
        outcome = choice.outcome
    return Answer(events=(machine.Finished(key, outcome, {**outputs, **choice.outputs}),))
