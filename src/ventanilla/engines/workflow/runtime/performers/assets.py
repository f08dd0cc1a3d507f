"""Handing out equipment."""

from __future__ import annotations

from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import AssetAssigned, AssetMissing
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.assets.actions import assign_from_stock
from ventanilla.records.assets.models import AssetModel


def assign_asset(effect: machine.AssignAsset, scene: Scene) -> list[machine.Event]:
    """Give one piece of the model to the person; none left is an outcome, not a fault."""
    model = AssetModel.objects.filter(slug=str(effect.model)).first()
    person = scene.somebody(effect.to)
    if model is None:
        return [machine.Failed(effect.key, "unknown_model", str(effect.model))]
    if person is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.to))]
    asset = assign_from_stock(model=model, person=person, actor=None)
    if asset is None:
        scene.record(AssetMissing(model=model.name))
        return [machine.Finished(effect.key, "none_left")]
    scene.record(AssetAssigned(asset=asset.pk, model=model.name, serial=asset.serial, holder=person.name))
    outputs = {
        "asset": str(asset.pk),
        "serial": asset.serial,
        "model": model.slug,
        "name": pick(model.name),
    }
    return [machine.Finished(effect.key, "assigned", outputs)]
