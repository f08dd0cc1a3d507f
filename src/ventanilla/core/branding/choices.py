from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Header(models.TextChoices):
    """What the bar at the top of the portal looks like."""

    PAPER = "paper", _("Like paper, with a thin line below")
    COLOUR = "colour", _("A band of colour")
