from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetState(models.TextChoices):
    IN_STOCK = "in_stock", _("In stock")
    RESERVED = "reserved", _("Reserved")
    ASSIGNED = "assigned", _("Assigned")
    RETIRED = "retired", _("Retired")
