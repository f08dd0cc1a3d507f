from __future__ import annotations

from django.db import models

from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service, ServiceVersion


class Draft(models.Model):
    """What somebody has begun to ask for: one for each person and service, taken up on any device.

    `in_order`: it is to be sent together with others.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    service = models.ForeignKey(Service, models.CASCADE, related_name="drafts")
    version = models.ForeignKey(
        ServiceVersion, models.CASCADE, related_name="+", help_text="That was live when it was last written"
    )
    requested_for = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    people = models.JSONField(default=list, help_text="For whom, when it is for several: their ids")
    answers = models.JSONField(default=dict, help_text="As they were typed, by question; never a secret")
    page = models.CharField(max_length=60, blank=True, help_text="The section that was shown last")
    in_order = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "service"], name="draft_once")]
        indexes = [models.Index(fields=["changed_at"], name="draft_changed")]

    def __str__(self) -> str:
        return f"draft of {self.person_id} for {self.service_id}"


class Order(models.Model):
    """Several tickets that one person sent together."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="orders")
    key = models.CharField(max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="order_once")]

    def __str__(self) -> str:
        return f"order {self.pk} of {self.person_id}"
