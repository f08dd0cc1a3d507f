"""Reads about assets."""

from __future__ import annotations

from django.db.models import QuerySet

from ventanilla.core.people.models import Person
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset, AssetModel


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
