from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person


class BrandVersion(models.Model):
    """How the portal looked from `made_at` on, until the next version. Never changed; the latest one holds."""

    look = models.JSONField(help_text="A Look (look.py)")
    restores = models.BigIntegerField(
        null=True, help_text="The version that it goes back to; 0 the portal's own look"
    )
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"brand {self.pk}"


class BrandImage(models.Model):
    """A logo or another picture of a brand, small enough to lie in the database, where every machine finds it.
    Known by its content, so that its address can be kept for ever."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the content")
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    width = models.PositiveIntegerField(default=0, help_text="pixels; 0 when it isn't told")
    height = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
