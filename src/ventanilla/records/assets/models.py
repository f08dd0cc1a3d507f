from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Department, Location, Person
from ventanilla.core.timeline.models import Stream
from ventanilla.records.assets.choices import AssetState


class AssetModel(models.Model):
    """A make and model of which there are pieces: «ThinkPad X1», «27-inch monitor»; or, with `seats`, a licence, whose
    pieces are its seats."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="cube")
    department = models.ForeignKey(Department, models.PROTECT, related_name="asset_models")
    seats = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many may use it; empty: no licence"
    )
    price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Of one piece or seat, in euros"
    )
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    def __str__(self) -> str:
        return self.slug


class Asset(models.Model):
    """One piece, with its serial number: in stock, put aside, in somebody's hands or retired. `reserved_for` is the
    stream of what it is put aside for."""

    model = models.ForeignKey(AssetModel, models.PROTECT, related_name="assets")
    serial = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=16, choices=AssetState.choices, default=AssetState.IN_STOCK)
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="assets")
    reserved_for = models.ForeignKey(Stream, models.PROTECT, null=True, blank=True, related_name="+")
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
            ),
            models.CheckConstraint(
                condition=Q(state=AssetState.RESERVED, reserved_for__isnull=False)
                | (~Q(state=AssetState.RESERVED) & Q(reserved_for__isnull=True)),
                name="asset_reserved_for_something",
            ),
        ]
        indexes = [
            models.Index(fields=["model", "state", "id"], name="asset_stock"),
            models.Index(
                fields=["reserved_for"], condition=Q(reserved_for__isnull=False), name="asset_put_aside"
            ),
        ]

    def __str__(self) -> str:
        return self.serial
