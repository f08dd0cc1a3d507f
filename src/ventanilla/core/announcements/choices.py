from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tone(models.TextChoices):
    """How an announcement is meant: three ways, and each says something else."""

    INFO = "info", _("Good to know")
    CAUTION = "caution", _("Please mind")
    POSITIVE = "positive", _("Good news")
