from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeenBy(models.TextChoices):
    """Who may read an entry, among those who may see its subject."""

    EVERYONE = "everyone", _("Everyone")
    TEAM = "team", _("The team")


class SubjectKind(models.TextChoices):
    TICKET = "ticket", _("Ticket")
    SERVICE = "service", _("Service")
    PERSON = "person", _("Person")
    SETTINGS = "settings", _("Settings")
    ASSET = "asset", _("Asset")
    OUTAGE = "outage", _("Outage")
    COMPONENT = "component", _("Component")
    ARTICLE = "article", _("Article")
