from __future__ import annotations

from django.db import models

from ventanilla.core.people.choices import AttributeSubject, AttributeType


class AttributeDefinition(models.Model):
    """A typed attribute of its own that an administrator has declared, usable as a fact in rules."""

    subject = models.CharField(max_length=16, choices=AttributeSubject.choices)
    key = models.SlugField()
    label = models.JSONField(default=dict)
    type = models.CharField(max_length=16, choices=AttributeType.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "key"], name="attribute_key_once")]

    def __str__(self) -> str:
        return f"{self.subject}.{self.key}"
