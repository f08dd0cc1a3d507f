from __future__ import annotations

import uuid

from django.db import models

from ventanilla.core.people.models import Person


def place(stored: StoredFile, name: str) -> str:
    """Where the bytes lie: by key, never by the name that somebody chose."""
    return f"{stored.key.hex[:2]}/{stored.key.hex}"


class StoredFile(models.Model):
    """An uploaded file, stored before it is tied to anything; the room that uses it holds the tie and decides
    who may read it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(upload_to=place, max_length=200)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
