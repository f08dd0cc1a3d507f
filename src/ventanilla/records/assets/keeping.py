"""Models of equipment and licences as administrators keep them: each change is one entry, and who goes on from what
somebody else has changed meanwhile is told (`edition`). `actor=None` is the operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from ventanilla.core.access.policies import require
from ventanilla.core.directory.entries import RowChanged, RowRemoved
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import edition_of, judge_edition, judge_free, name_given, slug_given
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.records.assets.actions import add_model, set_seats
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.assets.policies import may_manage

EDITED = ("name", "icon", "department_id", "price", "seats", "in_use")
TOLD = ("name", "icon", "department", "price")
MOST = Decimal("9999999999.99")
CENT = Decimal("0.01")


def edition(model: AssetModel) -> str:
    """Which state of the model this is."""
    return edition_of({name: getattr(model, name) for name in EDITED})


@action
def save_model(
    *,
    actor: Person | None,
    model: AssetModel | None = None,
    slug: str = "",
    name: Mapping[str, str],
    department: Department | None,
    icon: str = "cube",
    price: Decimal | None = None,
    seats: int | None = None,
    edition: str | None = None,
) -> AssetModel:
    """Add a model, or change it. `price`: of one piece or seat, in euros. `seats`: of a licence; None for what has
    pieces of its own.

    Raises NotAllowed, Invalid naming the field, Conflict when `edition` isn't the one that stands (`changed`) or when
    seats are said of what has pieces.
    """
    where = _where(department)
    require(actor is None or may_manage(actor, where))
    named, worth = name_given(name), _amount(price)
    if model is None:
        slug = slug_given(AssetModel.objects.all(), slug, named)
        row = add_model(slug=slug, name=named, department=where, icon=icon or "cube", actor=actor)
    else:
        row = _locked(model, actor, edition)
    wanted = {"name": named, "icon": icon or row.icon, "department": where, "price": worth}
    _change(row, wanted, actor)
    if seats is None and row.seats is not None:
        said = _("A licence keeps its seats: say how many.")
        raise Invalid(said, {"seats": [said]})
    if seats is not None and seats != row.seats:
        set_seats(model=row, seats=seats, actor=actor)
        row.refresh_from_db()
    return row


@action
def set_in_use(model: AssetModel, *, actor: Person | None, in_use: bool) -> AssetModel:
    """Offer it no more when somebody chooses one, or offer it again; who has one keeps it. Raises NotAllowed."""
    row = _locked(model, actor)
    _change(row, {"in_use": in_use}, actor)
    return row


@action
def remove(model: AssetModel, *, actor: Person | None) -> None:
    """Take it away for good, as long as there was never a piece of it. Raises NotAllowed, Conflict."""
    row = _locked(model, actor)
    judge_free(row)
    record(_stream(row), RowRemoved(what="assetmodel", key=row.slug), actor=actor)
    row.delete()


def _locked(model: AssetModel, actor: Person | None, wanted: str | None = None) -> AssetModel:
    rows = AssetModel.objects.select_for_update(of=("self",)).select_related("department")
    row = rows.get(pk=model.pk)
    require(actor is None or may_manage(actor, row.department_id))
    judge_edition(wanted, edition(row))
    return row


def _change(row: AssetModel, wanted: Mapping[str, object], actor: Person | None) -> None:
    changes = {
        name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value
    }
    if not changes:
        return
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    told = {name: (_text(old), _text(new)) for name, (old, new) in changes.items()}
    record(_stream(row), RowChanged(what="assetmodel", key=row.slug, changes=told), actor=actor)


def _text(value: object) -> object:
    return value if isinstance(value, str | bool | dict | None) else str(value)


def _stream(row: AssetModel) -> Stream:
    return stream_for(SubjectKind.SETTINGS, f"assetmodel:{row.pk}")


def _where(department: Department | None) -> Department:
    if department is None:
        said = _("Choose the department that keeps it.")
        raise Invalid(said, {"department": [said]})
    return department


def _amount(price: Decimal | None) -> Decimal | None:
    if price is None:
        return None
    if not price.is_finite() or not 0 <= price <= MOST:
        said = _("Write an amount of zero or more.")
        raise Invalid(said, {"price": [said]})
    return price.quantize(CENT)
