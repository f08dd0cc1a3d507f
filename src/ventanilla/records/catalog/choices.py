from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PILOT = "pilot", _("Pilot")
    LIVE = "live", _("Live")
    RETIRED = "retired", _("Retired")


class ColumnType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Money")
    DATE = "date", _("Date")
    BOOLEAN = "boolean", _("Yes or no")


class Way(models.TextChoices):
    """How a resource is opened."""

    LINK = "link", _("Link")
    FILE = "file", _("File")
    CONTACT = "contact", _("Contact")
