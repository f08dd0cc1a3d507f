from __future__ import annotations

from django.db import models

from ventanilla.core.access.models import Audience
from ventanilla.core.files.models import StoredFile
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.timeline.models import Stream
from ventanilla.records.catalog.choices import ServiceState


class Category(models.Model):
    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    description = models.JSONField(default=dict, blank=True)
    icon = models.CharField(max_length=40, default="squares-2x2")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    in_use = models.BooleanField(default=True, db_default=True, help_text="Whether it is offered to choose")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.slug


class Service(models.Model):
    """What can be asked for, or opened: a resource is a service that `opens` something (resources.py reads it). The
    words shown in lists are copied here from the live version."""

    slug = models.SlugField(unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="services")
    category = models.ForeignKey(Category, models.PROTECT, related_name="services")
    state = models.CharField(max_length=16, choices=ServiceState.choices, default=ServiceState.DRAFT)
    live_version = models.ForeignKey(
        "ServiceVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="services")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned_services")
    owner_team = models.ForeignKey(Team, models.PROTECT, related_name="owned_services")
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict, blank=True)
    keywords = models.JSONField(default=dict, blank=True)
    icon = models.CharField(max_length=40, default="document-text")
    confidential = models.BooleanField(default=False)
    opens = models.JSONField(null=True, help_text="Of a resource: its link, file or contact")
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "category"], name="service_state_category"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_resource(self) -> bool:
        """Whether it is opened rather than asked for."""
        return self.opens is not None


class ServiceVersion(models.Model):
    """One published package. Never changed: a ticket keeps the version it began with."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="service_version_once")]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"


class VersionFile(models.Model):
    """A file that a version of a resource hands out, by the name that its package calls it."""

    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="version_file_once")]

    def __str__(self) -> str:
        return self.name


class OpeningDay(models.Model):
    """How often a resource was opened on one day (of UTC). Who opened it is not kept here."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="opening_days")
    opened_on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "opened_on"], name="opening_day_once")]
        indexes = [models.Index(fields=["opened_on"], name="opening_day_when")]

    def __str__(self) -> str:
        return f"{self.service_id} on {self.opened_on}: {self.times}"


class LookupList(models.Model):
    """A table that questions offer as options: laptop models with their price, cost centres, offices.

    `columns` is [{"key": "cost", "type": "money", "label": {...}}]; they can be used as facts.
    """

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    department = models.ForeignKey(Department, models.PROTECT, related_name="lists")
    columns = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.slug


class ListRow(models.Model):
    list = models.ForeignKey(LookupList, models.CASCADE, related_name="rows")
    key = models.SlugField(max_length=100)
    label = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["list", "key"], name="list_row_key_once")]

    def __str__(self) -> str:
        return self.key
