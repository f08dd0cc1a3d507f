"""Changes to assets, each with an entry on the asset's own stream.

`actor=None` is the portal itself (a workflow block) or the operator at the command line; everybody else must
be an agent or administrator of the department that keeps the model.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Department, Location, Person
from ventanilla.core.timeline.actions import action, name_stream, new_stream, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.entries import Added, Assigned, ModelAdded, Retired, Returned
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.policies import may_manage


@action
def add_model(
    *, slug: str, name: Localized, department: Department, actor: Person | None, icon: str = "cube"
) -> AssetModel:
    """Add a make and model. Raises NotAllowed, or Invalid when the slug is taken or can't be one."""
    require(actor is None or may_manage(actor, department))
    model = AssetModel(slug=slug, name=name, department=department, icon=icon)
    _checked(model)
    model.save(force_insert=True)
    stream = stream_for(SubjectKind.SETTINGS, f"assetmodel:{model.pk}")
    record(stream, ModelAdded(slug=slug, model_name=name, department=department.slug), actor=actor)
    return model


@action
def add_asset(
    *,
    model: AssetModel,
    serial: str,
    actor: Person | None,
    location: Location | None = None,
    attributes: dict[str, Any] | None = None,
) -> Asset:
    """Put one piece in stock. Raises NotAllowed, or Invalid when its serial number is known already."""
    require(actor is None or may_manage(actor, model.department_id))
    asset = Asset(model=model, serial=serial.strip(), location=location, attributes=attributes or {})
    _checked(asset)
    asset.stream = new_stream(SubjectKind.ASSET)
    asset.save(force_insert=True)
    name_stream(asset.stream, asset.pk)
    added = Added(model=model.slug, serial=asset.serial, location=location.path if location else "")
    record(asset.stream, added, actor=actor)
    return asset


@action
def assign_from_stock(
    *, model: AssetModel, person: Person, actor: Person | None, cause: Entry | None = None
) -> Asset | None:
    """Give `person` the piece of `model` that has been in stock longest, or return None when none is left.

    A piece that another transaction is just handing out counts as gone, so nobody waits and none is given
    twice. Raises NotAllowed.
    """
    require(actor is None or may_manage(actor, model.department_id))
    in_stock = Asset.objects.filter(model=model, state=AssetState.IN_STOCK).order_by("pk")
    asset = in_stock.select_for_update(skip_locked=True, of=("self",)).select_related("stream").first()
    if asset is None:
        return None
    _set(asset, AssetState.ASSIGNED, holder=person)
    assigned = Assigned(serial=asset.serial, holder=person.pk, holder_name=person.name)
    record(asset.stream, assigned, actor=actor, cause=cause)
    return asset


@action
def give_back(*, asset: Asset, actor: Person | None, cause: Entry | None = None) -> Asset:
    """Take a piece back into stock. Raises NotAllowed, or Conflict when nobody has it."""
    asset = _locked(asset, actor)
    if asset.holder is None:
        raise Conflict(_("Nobody has %(serial)s now.") % {"serial": asset.serial})
    returned = Returned(serial=asset.serial, holder=asset.holder.pk, holder_name=asset.holder.name)
    _set(asset, AssetState.IN_STOCK)
    record(asset.stream, returned, actor=actor, cause=cause)
    return asset


@action
def retire(*, asset: Asset, actor: Person | None, reason: str = "") -> Asset:
    """Put a piece out of use for good; whoever had it has it no longer.

    Raises NotAllowed, or Conflict when it is retired already.
    """
    asset = _locked(asset, actor)
    if asset.state == AssetState.RETIRED:
        raise Conflict(_("%(serial)s is retired already.") % {"serial": asset.serial})
    retired = Retired(serial=asset.serial, reason=reason, holder=asset.holder_id)
    _set(asset, AssetState.RETIRED)
    record(asset.stream, retired, actor=actor)
    return asset


def _locked(asset: Asset, actor: Person | None) -> Asset:
    rows = Asset.objects.select_for_update(of=("self",)).select_related("model", "holder", "stream")
    found = rows.get(pk=asset.pk)
    require(actor is None or may_manage(actor, found.model.department_id))
    return found


def _set(asset: Asset, state: AssetState, *, holder: Person | None = None) -> None:
    asset.state, asset.holder = state, holder
    asset.assigned_at = clock.now() if holder else None
    asset.save(update_fields=["state", "holder", "assigned_at"])


def _checked(row: models.Model) -> None:
    try:
        row.full_clean(exclude=["stream"])
    except ValidationError as error:
        raise Invalid(_("Some values can't be used."), error.message_dict) from error
