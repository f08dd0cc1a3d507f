from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Department, Location, Person
from ventanilla.core.timeline.models import Stream
from ventanilla.records.assets.choices import AssetState


class AssetModel(models.Model):
    """A make and model of which there are pieces: «ThinkPad X1», «27-inch monitor»."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="cube")
    department = models.ForeignKey(Department, models.PROTECT, related_name="asset_models")

    def __str__(self) -> str:
        return self.slug


class Asset(models.Model):
    """One piece, with its serial number: in stock, in somebody's hands or retired."""

    model = models.ForeignKey(AssetModel, models.PROTECT, related_name="assets")
    serial = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=16, choices=AssetState.choices, default=AssetState.IN_STOCK)
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="assets")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=AssetState.ASSIGNED, holder__isnull=False) | ~Q(state=AssetState.ASSIGNED))
                & (Q(holder__isnull=True) | Q(state=AssetState.ASSIGNED)),
                name="asset_assigned_has_holder",
            )
        ]
        indexes = [models.Index(fields=["model", "state", "id"], name="asset_stock")]

    def __str__(self) -> str:
        return self.serial
