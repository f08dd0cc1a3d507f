"""Changes to assets, each with an entry on the asset's own stream.

`actor=None` is the portal itself (a workflow block) or the operator at the command line; everybody else must
be an agent or administrator of the department that keeps the model.
"""

from __future__ import annotations

from collections.abc import Iterable
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
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.entries import (
    Added,
    Assigned,
    ModelAdded,
    Released,
    Reserved,
    Retired,
    Returned,
    SeatsChanged,
)
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.policies import may_manage

MOST_SEATS = 10_000
MOST_AT_ONCE = 100


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
def add_assets(*, model: AssetModel, serials: Iterable[str], actor: Person | None) -> list[Asset]:
    """Put several pieces in stock, all of them or none; a number that comes twice is one piece. Raises NotAllowed, or
    Invalid naming the one that can't be added."""
    wanted = list(dict.fromkeys(serial.strip() for serial in serials if serial.strip()))
    if not wanted:
        raise Invalid(_("Write a serial number, or several, one in each line."))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(_("Add a hundred at most in one go."))
    added = []
    for serial in wanted:
        try:
            added.append(add_asset(model=model, serial=serial, actor=actor))
        except Invalid as refusal:
            said = _("%(serial)s can't be added: it is known already, or too long.") % {"serial": serial}
            raise Invalid(said) from refusal
    return added


@action
def assign_from_stock(
    *, model: AssetModel, person: Person, actor: Person | None, cause: Entry | None = None
) -> Asset | None:
    """Give `person` the piece of `model` that has been in stock longest, or return None when none is left. Whoever has
    a seat of a licence keeps that one.

    A piece that another transaction is just handing out counts as gone, so nobody waits and none is given
    twice. Raises NotAllowed.
    """
    require(actor is None or may_manage(actor, model.department_id))
    if model.seats is not None:
        held = _seat_of(model, person)
        if held is not None:
            return held
    in_stock = Asset.objects.filter(model=model, state=AssetState.IN_STOCK).order_by("pk")
    asset = in_stock.select_for_update(skip_locked=True, of=("self",)).select_related("stream").first()
    if asset is None:
        return None
    _hand_over(asset, person, actor, cause)
    return asset


def _seat_of(model: AssetModel, person: Person) -> Asset | None:
    """The seat that the person has; the licence is locked, so that nobody gets two at once."""
    AssetModel.objects.select_for_update().get(pk=model.pk)
    return Asset.objects.filter(model=model, holder=person, state=AssetState.ASSIGNED).first()


def _hand_over(asset: Asset, person: Person, actor: Person | None, cause: Entry | None) -> None:
    _set(asset, AssetState.ASSIGNED, holder=person)
    assigned = Assigned(serial=asset.serial, holder=person.pk, holder_name=person.name)
    record(asset.stream, assigned, actor=actor, cause=cause)


@action
def reserve_from_stock(*, model: AssetModel, stream: Stream, part: str) -> Asset | None:
    """Put the piece of `model` that has been in stock longest aside for what `stream` tells of, or return None when
    none is left. `part` tells several pieces of one request apart: the same part gets the same piece."""
    kept = Asset.objects.filter(reserved_for=stream, model=model, attributes__reserved_as=part).first()
    if kept is not None:
        return kept
    in_stock = Asset.objects.filter(model=model, state=AssetState.IN_STOCK).order_by("pk")
    asset = in_stock.select_for_update(skip_locked=True, of=("self",)).select_related("stream").first()
    if asset is None:
        return None
    asset.state, asset.reserved_for = AssetState.RESERVED, stream
    asset.attributes = {**asset.attributes, "reserved_as": part}
    asset.save(update_fields=["state", "reserved_for", "attributes"])
    record(asset.stream, Reserved(serial=asset.serial), actor=None)
    return asset


@action
def assign_reserved(*, asset: int, stream: Stream, person: Person) -> Asset | None:
    """Hand out the piece that was put aside for `stream`; None when it isn't any more."""
    rows = Asset.objects.select_for_update(of=("self",)).select_related("stream", "model")
    found = rows.filter(pk=asset, reserved_for=stream, state=AssetState.RESERVED).first()
    if found is not None:
        _hand_over(found, person, None, None)
    return found


@action
def release_reserved(*, stream: Stream | int) -> int:
    """What was put aside for `stream` and not handed out is free again; returns how many."""
    rows = Asset.objects.select_for_update(of=("self",)).filter(reserved_for=stream).select_related("stream")
    count = 0
    for asset in rows.order_by("pk"):
        _set(asset, AssetState.IN_STOCK)
        record(asset.stream, Released(serial=asset.serial), actor=None)
        count += 1
    return count


@action
def set_seats(*, model: AssetModel, seats: int, actor: Person | None) -> AssetModel:
    """Say how many may use a licence. Seats that are taken stay so; those above the number go when they are given
    back. Raises NotAllowed, Invalid, or Conflict for a model that has pieces of its own."""
    require(actor is None or may_manage(actor, model.department_id))
    row = AssetModel.objects.select_for_update().get(pk=model.pk)
    if not 0 <= seats <= MOST_SEATS:
        said = _("Write a number from 0 to %(most)s.") % {"most": MOST_SEATS}
        raise Invalid(said, {"seats": [said]})
    if row.seats is None and row.assets.exists():
        raise Conflict(_("This model has pieces with serial numbers; add a licence of its own."))
    old, row.seats = row.seats, seats
    row.save(update_fields=["seats"])
    _fit_seats(row, actor)
    if old != seats:
        stream = stream_for(SubjectKind.SETTINGS, f"assetmodel:{row.pk}")
        record(stream, SeatsChanged(slug=row.slug, old=old, new=seats), actor=actor)
    return row


def _fit_seats(model: AssetModel, actor: Person | None) -> None:
    """As many seats as the licence has: more are added, free ones above the number are put out of use."""
    assert model.seats is not None
    every = Asset.objects.filter(model=model)
    there = every.exclude(state=AssetState.RETIRED).count()
    number = every.count()
    for _seat in range(model.seats - there):
        number += 1
        add_asset(model=model, serial=f"{model.slug}-{number:03d}", actor=actor)
    free = every.filter(state=AssetState.IN_STOCK).select_for_update(skip_locked=True).order_by("-pk")
    for seat in free[: max(there - model.seats, 0)]:
        retire(asset=seat, actor=actor)


@action
def give_back(*, asset: Asset, actor: Person | None, cause: Entry | None = None) -> Asset:
    """Take a piece back into stock. Raises NotAllowed, or Conflict when nobody has it."""
    asset = _locked(asset, actor)
    if asset.holder is None:
        raise Conflict(_("Nobody has %(serial)s now.") % {"serial": asset.serial})
    returned = Returned(serial=asset.serial, holder=asset.holder.pk, holder_name=asset.holder.name)
    _set(asset, AssetState.IN_STOCK)
    record(asset.stream, returned, actor=actor, cause=cause)
    if asset.model.seats is not None:
        _fit_seats(AssetModel.objects.select_for_update().get(pk=asset.model_id), actor)
    return asset


@action
def free_seats_of(*, person: Person) -> int:
    """Somebody leaves: the licences that were theirs are free for others. Returns how many."""
    rows = Asset.objects.filter(holder=person, state=AssetState.ASSIGNED, model__seats__isnull=False)
    return len([give_back(asset=seat, actor=None) for seat in rows.order_by("pk")])


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
    asset.reserved_for = None
    asset.attributes.pop("reserved_as", None)
    asset.save(update_fields=["state", "holder", "assigned_at", "reserved_for", "attributes"])


def _checked(row: models.Model) -> None:
    try:
        row.full_clean(exclude=["stream"])
    except ValidationError as error:
        raise Invalid(_("Some values can't be used."), error.message_dict) from error
