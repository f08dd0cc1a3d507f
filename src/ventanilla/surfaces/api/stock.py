"""The equipment that a department keeps: what is in stock, who has the rest, and what has just arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.assets import actions
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.queries import models_kept_by, pieces_of
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short
from ventanilla.surfaces.api.shapes import Listed, PersonOut

router = Router(tags=["stock"])

LONGEST_REASON = 500
Reason = Annotated[str, Field(max_length=LONGEST_REASON)]


class ModelOut(Schema):
    """A make and model, or a licence with so many `seats`."""

    slug: str
    name: str
    department: str
    seats: int | None
    in_stock: int
    handed_out: int


class PieceOut(Schema):
    """`state`: in_stock, reserved or assigned; retired once it is out of use."""

    id: int
    serial: str
    state: str
    holder: PersonOut | None
    since: datetime | None


class NewPieces(Body):
    serials: Annotated[list[Short], Field(max_length=200)]


class NewSeats(Body):
    seats: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Retirement(Body):
    """`reason`: lost, broken, sold…"""

    reason: Reason


@router.get(
    "/desk/stock", response={200: Listed[ModelOut], **errors()}, summary="The equipment that you keep"
)
def list_models(request: HttpRequest) -> Listed[ModelOut]:
    """Of your departments, with what is left of it."""
    return Listed(items=[_model(row) for row in models_kept_by(caller(request))])


@router.get(
    "/desk/stock/{slug:slug}",
    response={200: Listed[PieceOut], **errors(404)},
    summary="The pieces of a model",
)
def list_pieces(request: HttpRequest, slug: str, after: Query[Cursor | None] = None) -> Listed[PieceOut]:
    """The newest first, fifty at a time; those out of use are left out."""
    found = pieces_of(_kept(caller(request), slug), after=after)
    return Listed(items=[_piece(row) for row in found.items], next=found.next)


@router.post(
    "/desk/stock/{slug:slug}/pieces",
    response={201: Listed[PieceOut], **sent(404)},
    summary="Put pieces in stock",
)
def create_pieces(request: HttpRequest, slug: str, data: NewPieces) -> Status[Listed[PieceOut]]:
    """By their serial numbers, a hundred at most; all of them or none."""
    person = caller(request)
    model = _kept(person, slug)
    try:
        added = actions.add_assets(model=model, serials=data.serials, actor=person)
    except Invalid as refusal:
        raise Invalid(str(refusal), {"serials": [str(refusal)]}) from refusal
    return Status(201, Listed(items=[_piece(row) for row in added]))


@router.put(
    "/desk/stock/{slug:slug}/seats",
    response={200: ModelOut, **sent(404, 409)},
    summary="Say how many may use a licence",
)
def set_seats(request: HttpRequest, slug: str, data: NewSeats) -> ModelOut:
    """Seats that are taken stay so. 409 for a model that has pieces of its own."""
    person = caller(request)
    actions.set_seats(model=_kept(person, slug), seats=data.seats, actor=person)
    return _model(_kept(person, slug))


@router.post(
    "/desk/stock/{slug:slug}/pieces/{piece_id}/return",
    response={200: PieceOut, **errors(404, 409)},
    summary="Take a piece back into stock",
)
def return_piece(request: HttpRequest, slug: str, piece_id: Id) -> PieceOut:
    """409 when nobody has it."""
    person = caller(request)
    return _piece(actions.give_back(asset=_found(person, slug, piece_id), actor=person))


@router.post(
    "/desk/stock/{slug:slug}/pieces/{piece_id}/retirement",
    response={200: PieceOut, **sent(404, 409)},
    summary="Put a piece out of use",
)
def retire_piece(request: HttpRequest, slug: str, piece_id: Id, data: Retirement) -> PieceOut:
    """For good; whoever had it has it no longer. 409 for the seat of a licence (change the number of its seats), and
    for one that is out of use already."""
    person = caller(request)
    piece = _found(person, slug, piece_id)
    if piece.model.seats is not None:
        raise Conflict(_("This is the seat of a licence: change how many seats it has."))
    reason = data.reason.strip()
    if not reason:
        said = _("Say why it goes out of use: lost, broken, sold…")
        raise Invalid(said, {"reason": [said]})
    return _piece(actions.retire(asset=piece, actor=person, reason=reason))


def _kept(person: Person, slug: str) -> AssetModel:
    """With what is counted of it. Raises NotFound."""
    found = next((model for model in models_kept_by(person) if model.slug == slug), None)
    if found is None:
        raise NotFound(_("There is no such equipment here."))
    return found


def _found(person: Person, slug: str, pk: int) -> Asset:
    rows = Asset.objects.filter(model=_kept(person, slug), pk=pk).select_related("model")
    piece = rows.first()
    if piece is None:
        raise NotFound(_("There is no such equipment here."))
    return piece


def _model(model: AssetModel) -> ModelOut:
    counted: dict[str, Any] = {name: getattr(model, name) for name in ("in_stock", "handed_out")}
    return ModelOut(
        slug=model.slug,
        name=pick(model.name),
        department=model.department.slug,
        seats=model.seats,
        **counted,
    )


def _piece(row: Asset) -> PieceOut:
    holder = PersonOut(name=row.holder.name, email=row.holder.email) if row.holder else None
    return PieceOut(id=row.pk, serial=row.serial, state=row.state, holder=holder, since=row.assigned_at)
