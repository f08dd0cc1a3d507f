"""Blocks whose work is done beyond the ticket's own rows: their values are computed here, the rest is an effect."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ventanilla.core.blueprint.blocks import (
    Block,
    Cancel,
    Connector,
    Document,
    GoBack,
    Grant,
    GrantEnd,
    Identity,
    ReserveAsset,
    ReturnAsset,
    Revoke,
    Task,
)
from ventanilla.core.blueprint.blocks.connector import is_computed
from ventanilla.core.rules import as_json
from ventanilla.engines.workflow.machine.behaviours.assign_asset import RESTOCK
from ventanilla.engines.workflow.machine.behaviours.base import Behaviour, remind_again, whom
from ventanilla.engines.workflow.machine.effects import CloseStep, Work

if TYPE_CHECKING:
    from ventanilla.engines.workflow.machine.run import Run
    from ventanilla.engines.workflow.machine.steps import Step


class ConnectorBehaviour(Behaviour[Connector], of=Connector):
    def enter(self, run: Run, step: Step, block: Connector) -> None:
        run.emit(Work(step.key, block, {"inputs": filled(run, block.inputs)}))


class GrantBehaviour(Behaviour[Grant], of=Grant):
    def enter(self, run: Run, step: Step, block: Grant) -> None:
        access = as_json(run.value(block.access))
        if not access:
            run.fail(step, "no_access")
            return
        until = as_json(run.value(block.until)) if block.until is not None else None
        if block.until is not None and run.moment(block.until) is None:
            run.fail(step, "no_moment")
            return
        run.emit(Work(step.key, block, {"access": access, "until": until, "holder": whom(run, block.to)}))


class GrantEndBehaviour(Behaviour[GrantEnd], of=GrantEnd):
    def enter(self, run: Run, step: Step, block: GrantEnd) -> None:
        run.emit(Work(step.key, block, {}))


class RevokeBehaviour(Behaviour[Revoke], of=Revoke):
    def enter(self, run: Run, step: Step, block: Revoke) -> None:
        access = as_json(run.value(block.access))
        if not access:
            run.fail(step, "no_access")
        else:
            run.emit(Work(step.key, block, {"access": access, "holder": whom(run, block.of)}))


class DocumentBehaviour(Behaviour[Document], of=Document):
    def enter(self, run: Run, step: Step, block: Document) -> None:
        run.emit(Work(step.key, block, {}))


class ReserveAssetBehaviour(Behaviour[ReserveAsset], of=ReserveAsset):
    def defaults(self, block: ReserveAsset) -> Mapping[str, tuple[Block, ...]]:
        restock = Task(id="restock", team="service.owner", title=RESTOCK)
        return {"none_left": (restock, GoBack.model_construct(id="again", to=block.id))}

    def enter(self, run: Run, step: Step, block: ReserveAsset) -> None:
        model = as_json(run.value(block.model))
        if not model:
            run.fail(step, "no_model")
        else:
            run.emit(Work(step.key, block, {"model": model}))


class ReturnAssetBehaviour(Behaviour[ReturnAsset], of=ReturnAsset):
    def enter(self, run: Run, step: Step, block: ReturnAsset) -> None:
        asset = as_json(run.value(block.asset))
        if not asset:
            run.fail(step, "no_asset")
            return
        run.emit(Work(step.key, block, {"asset": asset, "holder": whom(run, block.of)}))
        if block.remind_after and not block.at_once:
            run.timer(step, "remind.1", after=block.remind_after)

    def timer(self, run: Run, step: Step, block: ReturnAsset, name: str) -> None:
        if name.startswith("remind."):
            remind_again(run, step, block.remind_after, name)


class IdentityBehaviour(Behaviour[Identity], of=Identity):
    def defaults(self, block: Identity) -> Mapping[str, tuple[Block, ...]]:
        refused = Cancel(id="refused", outcome="declined")
        return {"refused": (refused,), "expired": (Cancel(id="expired", outcome="expired"),)}

    def enter(self, run: Run, step: Step, block: Identity) -> None:
        run.emit(Work(step.key, block, {"address": as_json(run.value(block.address))}))
        run.timer(step, "expire", after=block.within)

    def timer(self, run: Run, step: Step, block: Identity, name: str) -> None:
        if name == "expire":
            run.emit(CloseStep(step.key))
            run.finish(step, "expired")


def filled(run: Run, tree: Any) -> Any:
    """A tree of JSON with its values computed; numbers as numbers, days as text."""
    if is_computed(tree):
        return _plain(run.value(tree))
    if isinstance(tree, dict):
        return {name: filled(run, inner) for name, inner in tree.items()}
    if isinstance(tree, list):
        return [filled(run, inner) for inner in tree]
    return tree


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | float) else as_json(value)
