from __future__ import annotations

from django.db import models

from ventanilla.core.people.choices import OrganizationKind


class Organization(models.Model):
    """Whom a person belongs to: the operator of the portal itself, a customer or a partner."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=16, choices=OrganizationKind.choices, default=OrganizationKind.CUSTOMER
    )
    attributes = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class Location(models.Model):
    """A place in a tree: country, site, building, floor, room. `path` is its ancestors' slugs and its own."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=500, db_index=True, help_text="madrid/hq/floor-3")
    attributes = models.JSONField(default=dict, blank=True)
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    def __str__(self) -> str:
        return self.slug
