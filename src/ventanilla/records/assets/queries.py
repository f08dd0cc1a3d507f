"""Reads about assets."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset, AssetModel

LONGEST_NUMBER = 18


def things_of(person: Person) -> QuerySet[Asset]:
    """What `person` holds, with its model, the latest first."""
    rows = Asset.objects.filter(holder=person, state=AssetState.ASSIGNED).select_related("model")
    return rows.order_by("-assigned_at", "-pk")


def stock_count(model: AssetModel) -> int:
    """How many pieces of `model` can be assigned now."""
    return Asset.objects.filter(model=model, state=AssetState.IN_STOCK).count()


def model_by_slug(slug: str) -> AssetModel | None:
    """The model that a service package names."""
    return AssetModel.objects.filter(slug=slug).select_related("department").first()


def models_kept_by(person: Person) -> list[AssetModel]:
    """The models that `person` keeps, with `in_stock` and `handed_out` counted, by their slug. One query."""
    departments = departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)
    rows = (
        AssetModel.objects.all()
        if is_portal_admin(person)
        else AssetModel.objects.filter(department__in=departments)
    )
    counted = rows.annotate(
        in_stock=Count("assets", filter=Q(assets__state=AssetState.IN_STOCK)),
        handed_out=Count("assets", filter=Q(assets__state=AssetState.ASSIGNED)),
    )
    return list(counted.select_related("department").order_by("slug"))


def pieces_of(model: AssetModel, *, after: str | None = None, size: int = 50) -> Page[Asset]:
    """The pieces of a model, the newest first; of a licence the seats that somebody has."""
    rows = Asset.objects.filter(model=model).exclude(state=AssetState.RETIRED).select_related("holder")
    if model.seats is not None:
        rows = rows.exclude(state=AssetState.IN_STOCK)
    return page(rows, order=("-id",), after=after, size=size)


def asset_named(text: str) -> Asset | None:
    """The piece with this id, as outputs have it, or with this serial number."""
    rows = Asset.objects.select_related("model", "holder", "stream")
    found = rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
    return found or rows.filter(serial=text).first()
