from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockKind(models.TextChoices):
    FIRST_RESPONSE = "first_response", _("First response")
    RESOLUTION = "resolution", _("Resolution")


class ClockState(models.TextChoices):
    """How a clock stands. One that ran out is missed, whether it has been stopped since or not."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
