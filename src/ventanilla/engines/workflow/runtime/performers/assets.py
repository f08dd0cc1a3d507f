"""Equipment and licences: put aside, handed out, awaited back."""

from __future__ import annotations

from typing import Any

from ventanilla.core.access.queries import person_principal
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import (
    AssetAssigned,
    AssetAwaited,
    AssetBack,
    AssetMissing,
    AssetReserved,
)
from ventanilla.engines.workflow.models import Awaited
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.assets.actions import (
    assign_from_stock,
    assign_reserved,
    give_back,
    reserve_from_stock,
)
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.queries import asset_named
from ventanilla.records.tickets.actions import grant
from ventanilla.records.tickets.choices import Reason

LONGEST_NUMBER = 18


def assign_asset(effect: machine.AssignAsset, scene: Scene) -> list[machine.Event]:
    """Give one piece of the model to the person; none left is an outcome, not a fault."""
    model = AssetModel.objects.filter(slug=str(effect.model)).first()
    person = scene.somebody(effect.to)
    if model is None:
        return [machine.Failed(effect.key, "unknown_model", str(effect.model))]
    if person is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.to))]
    asset = _put_aside(effect, scene, person) or assign_from_stock(model=model, person=person, actor=None)
    if asset is None:
        scene.record(AssetMissing(model=model.name))
        return [machine.Finished(effect.key, "none_left")]
    scene.record(AssetAssigned(asset=asset.pk, model=model.name, serial=asset.serial, holder=person.name))
    return [machine.Finished(effect.key, "assigned", _outputs(asset, model))]


def _put_aside(effect: machine.AssignAsset, scene: Scene, person: Person) -> Asset | None:
    text = str(effect.reserved or "")
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        return None
    return assign_reserved(asset=int(text), stream=scene.ticket.stream, person=person)


def _outputs(asset: Asset, model: AssetModel) -> dict[str, Any]:
    return {"asset": str(asset.pk), "serial": asset.serial, "model": model.slug, "name": pick(model.name)}


def reserve_asset(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Put one piece of the model aside for this request."""
    slug = str(effect.values["model"])
    model = AssetModel.objects.filter(slug=slug).first()
    if model is None:
        return [machine.Failed(effect.key, "unknown_model", slug)]
    part = "/".join([effect.key.block, *effect.key.iteration])
    asset = reserve_from_stock(model=model, stream=scene.ticket.stream, part=part)
    if asset is None:
        scene.record(AssetMissing(model=model.name))
        return [machine.Finished(effect.key, "none_left")]
    scene.record(AssetReserved(model=model.name, serial=asset.serial))
    return [machine.Finished(effect.key, "set_aside", _outputs(asset, model))]


def return_asset(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Await the piece back, or take it back at once. What that person doesn't have isn't awaited."""
    block = effect.block
    asset = asset_named(str(effect.values["asset"]))
    if asset is None:
        return [machine.Failed(effect.key, "unknown_asset", str(effect.values["asset"]))]
    named = str(effect.values["holder"])
    person = scene.somebody(named) or scene.who_left(named)
    if asset.state != AssetState.ASSIGNED or person is None or asset.holder_id != person.pk:
        return [machine.Finished(effect.key, "not_held", _back(asset))]
    if block.at_once:
        give_back(asset=asset, actor=None)
        scene.record(AssetBack(model=asset.model.name, serial=asset.serial))
        return [machine.Finished(effect.key, "given_back", _back(asset))]
    Awaited.objects.update_or_create(step=scene.step(effect.key), defaults={"subject": f"asset:{asset.pk}"})
    asked_for_it = {scene.ticket.requester_id, scene.ticket.requested_for_id}
    if not scene.ticket.confidential and person.pk not in asked_for_it:
        grant(scene.ticket, person_principal(person), Reason.PARTICIPANT)
    scene.record(_asked(asset, again=False))
    return []


def _back(asset: Asset) -> dict[str, Any]:
    return {"asset": str(asset.pk), "serial": asset.serial, "name": pick(asset.model.name)}


def _asked(asset: Asset, *, again: bool) -> AssetAwaited:
    holder = asset.holder
    assert holder is not None, "only what somebody has is awaited"
    return AssetAwaited(
        model=asset.model.name,
        serial=asset.serial,
        holder=holder.name,
        people=[holder.pk] if holder.is_active else [],
        again=again,
    )


def remind_of_return(effect: machine.Remind, scene: Scene) -> list[machine.Event]:
    """Ask again for what hasn't come back."""
    waits = Awaited.objects.filter(step=scene.step(effect.key), subject__startswith="asset:").first()
    asset = asset_named(waits.subject.removeprefix("asset:")) if waits else None
    if asset is not None and asset.holder is not None:
        scene.record(_asked(asset, again=True))
    return []
